import { Refusal, type Reply } from "./reply";

export interface PageRequest {
  from: number;
  size: number;
}

const most = 1000;

/**
 * Reads `pageSize` (200 unless given) and `nextPage`, or the older `page` counted from 1 (Open Connectors reference, paging).
 *
 * @throws Refusal 400 when one of them cannot be used
 */
export function pageRequest(query: URLSearchParams): PageRequest {
  const size = wholeNumber(query, "pageSize", 200);
  if (size < 1 || size > most) throw new Refusal(400, `pageSize must be between 1 and ${most}`);
  const token = query.get("nextPage");
  if (token === null) return { from: (Math.max(1, wholeNumber(query, "page", 1)) - 1) * size, size };
  const from = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1];
  if (from === undefined) throw new Refusal(400, "The nextPage token is not valid");
  return { from: Number(from), size };
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const written = query.get(name);
  if (written === null) return otherwise;
  if (!/^\d{1,9}$/.test(written)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(written);
}

/** A page of a list; the token of the next page is left out on the last one. */
export function pageReply(items: readonly unknown[], nextFrom: number | null): Reply {
  const headers: Record<string, string> = { "Elements-Returned-Count": String(items.length) };
  if (nextFrom !== null) {
    headers["Elements-Next-Page-Token"] = Buffer.from(`from:${nextFrom}`).toString("base64url");
  }
  return { status: 200, headers, body: items };
}

/** A page cut from a list that is at hand. */
export function pageOf(items: readonly unknown[], { from, size }: PageRequest): Reply {
  return pageReply(items.slice(from, from + size), from + size < items.length ? from + size : null);
}
