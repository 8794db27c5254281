import "server-only";
import { type Subject, unusableAnswer } from "./errors";
import type { Answer } from "./http";
import type { CallInstance } from "./instance-calls";
import type { Limits } from "./limits";
import { readPages, toQuery } from "./pages";
import { toPlainWords } from "./plain-words";
import type { Secrets } from "./redact";

export interface RecordContext {
  call: CallInstance;
  limits: Limits;
  secrets: Secrets;
  onWarning(message: string): void;
}

/** What one search may still spend. */
export interface Budget {
  calls: number;
  /** Records read from pages that were not asked for by value. */
  records: number;
}

export interface Target {
  connectionId: string;
  objectName: string;
  budget: Budget;
}

const pageSize = 200;

/**
 * The records of an object, page by page; with `where`, those the upstream finds. Ends early when the budget is spent.
 * `wasWhole()` says afterwards whether the last page was reached. Open Connectors reference, paging and search.
 * @throws UpstreamError
 */
export function readRecords(
  { call, limits, secrets, onWarning }: RecordContext,
  { connectionId, objectName, budget }: Target,
  where: string | null,
): { pages: AsyncIterable<unknown[]>; wasWhole(): boolean } {
  const subject = recordsSubject(objectName, "search");
  let isWhole = false;
  let last: Answer | undefined;
  async function* pages() {
    if (budget.calls <= 0) return;
    const answers = readPages({
      read: async (nextPage) => {
        budget.calls -= 1;
        const query = toQuery({ where, pageSize: String(pageSize), nextPage });
        last = await call(connectionId, {
          segments: [objectName],
          query,
          subject,
          maxBytes: limits.listBytes,
        });
        return last;
      },
      most: limits.pages,
      onEndless: () =>
        onWarning(`The records of “${objectName}” repeat themselves; they were read up to there.`),
    });
    for await (const page of answers) {
      if (!Array.isArray(page)) throw unusableAnswer(subject, "something that is not a list of records");
      yield page.map((record: unknown) => secrets.redactJson(record));
      if (where === null) budget.records -= page.length;
      // A page that is exactly full and names no next one may be all there is, or a connector that does not page.
      isWhole = last?.nextPage === null && page.length !== pageSize;
      if (budget.calls <= 0 || budget.records <= 0) return;
    }
  }
  return { pages: pages(), wasWhole: () => isWhole };
}

/** @param deed such as "search", completed by the object's name */
export function recordsSubject(objectName: string, deed: string): Subject {
  const named = toPlainWords(objectName, 100);
  return {
    deed: `${deed} “${named}”`,
    secrets: "connection",
    missing: `This connection does not ${deed} “${named}”.`,
  };
}
