import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { buildFolder } from "../env";

/** The id Next gave the build that is running; in development there is none. */
export function buildId(): string {
  try {
    return readFileSync(path.join(process.cwd(), buildFolder(), "BUILD_ID"), "utf8").trim();
  } catch {
    return "development";
  }
}
