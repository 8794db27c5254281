/** See browser.mjs. */
export function browserAtHand(env?: NodeJS.ProcessEnv): string | undefined;
export function getBrowser(options: {
  project: string;
  say: (line: string) => void;
  env?: NodeJS.ProcessEnv;
}): Promise<{ path: string } | { problem: string }>;
