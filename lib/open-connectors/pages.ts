import "server-only";
import type { Answer } from "./http";

/**
 * The pages of a list, each asked for with the token of the one before. Open Connectors reference, paging.
 * A token that comes a second time, or more pages than `most`, is a list without an end: it stops there and says so once.
 */
export async function* readPages(options: {
  read(nextPage: string | null): Promise<Answer>;
  most: number;
  onEndless(): void;
}): AsyncGenerator<unknown> {
  const seen = new Set<string>();
  let next: string | null = null;
  for (let page = 1; ; page++) {
    const answer = await options.read(next);
    yield answer.body;
    next = answer.nextPage;
    if (next === null) return;
    if (seen.has(next) || page >= options.most) {
      options.onEndless();
      return;
    }
    seen.add(next);
  }
}

/** `?a=b&…` without the absent ones; empty when nothing is left. */
export function toQuery(values: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== null) query.set(name, value);
  // A space as %20: not every server reads a plus as one.
  return query.size === 0 ? "" : `?${query}`.replaceAll("+", "%20");
}
