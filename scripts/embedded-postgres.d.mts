/** See embedded-postgres.mjs. */
export function startEmbeddedPostgres(options: {
  dataDir: string;
  log?: (line: string) => void;
  settings?: Record<string, string>;
}): Promise<{ url: string; reused: boolean; stop(): void }>;
