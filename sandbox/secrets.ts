import { createHash } from "node:crypto";

/** A made-up secret, the same on every start, with the characters real ones contain: `/`, `+` and `=`. */
export const madeUpSecret = (purpose: string): string =>
  `Sbx/${createHash("sha256").update(`sandbox ${purpose}`).digest("base64").slice(0, 38)}+=`;
