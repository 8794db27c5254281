/** See keep-running.mjs. */
export function keepRunning(options: {
  dataDir: string;
  url: string;
  log: (line: string) => void;
  everyMs?: number;
}): { stop(): void };
