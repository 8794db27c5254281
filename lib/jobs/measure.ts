import "server-only";
import type { Span } from "../api-contract/controls";

/** A part that has been worked on: how many records, in how long. */
export interface Sample {
  records: number;
  ms: number;
}

/** The rate is an average; what comes may be a bit faster, and rather a bit slower. */
const margin = { low: 0.8, high: 1.3 };
/** What a small part takes says little about a large one: its beginning and its end are most of it. */
const leastShare = 0.1;

/**
 * How long so many records take at the rate that was measured.
 * @returns `null` when nothing was measured
 */
export function spanOf(records: number, samples: readonly Sample[]): Span | null {
  const measured = samples.filter((sample) => sample.records > 0 && sample.ms > 0);
  const largest = Math.max(0, ...measured.map((sample) => sample.records));
  const telling = measured.filter((sample) => sample.records >= largest * leastShare);
  if (telling.length === 0) return null;
  const sum = (of: (sample: Sample) => number) => telling.reduce((total, sample) => total + of(sample), 0);
  const ms = (records * sum((sample) => sample.ms)) / sum((sample) => sample.records);
  return { lowMs: Math.round(ms * margin.low), highMs: Math.round(ms * margin.high) };
}

/** One after the other; `null` as soon as one of them is not known. */
export function addSpans(spans: readonly (Span | null)[]): Span | null {
  return spans.reduce<Span | null>(
    (sum, span) => (sum && span ? { lowMs: sum.lowMs + span.lowMs, highMs: sum.highMs + span.highMs } : null),
    { lowMs: 0, highMs: 0 },
  );
}
