import "server-only";
import { createHash } from "node:crypto";

/** Names what a request asks for, whatever the order of its keys: the same key with another body is refused by it. */
export function requestHash(body: object): string {
  const request = {
    ...body,
    ...("sha256" in body && typeof body.sha256 === "string" ? { sha256: body.sha256.toLowerCase() } : {}),
  };
  return createHash("sha256").update(canonical(request)).digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
