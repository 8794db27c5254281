import "server-only";
import type { Span } from "../api-contract/controls";

/** A part that has been worked on: how many records, in how long. */
export interface Sample {
  records: number;
  ms: number;
}

/** A measure spreads: the fastest that was seen, and a bit; the slowest, and a bit more. */
const margin = { low: 0.9, high: 1.25 };
/** What a small part takes says little about a large one: its beginning and its end are most of it. */
const leastShare = 0.1;

/**
 * How long so many records take at the rate that was measured.
 * @returns `null` when nothing was measured
 */
export function spanOf(records: number, samples: readonly Sample[]): Span | null {
  const measured = samples.filter((sample) => sample.records > 0 && sample.ms > 0);
  const largest = Math.max(0, ...measured.map((sample) => sample.records));
  const rates = measured
    .filter((sample) => sample.records >= largest * leastShare)
    .map((sample) => sample.ms / sample.records);
  if (rates.length === 0) return null;
  return {
    lowMs: Math.round(records * Math.min(...rates) * margin.low),
    highMs: Math.round(records * Math.max(...rates) * margin.high),
  };
}

/** One after the other; `null` as soon as one of them is not known. */
export function addSpans(spans: readonly (Span | null)[]): Span | null {
  return spans.reduce<Span | null>(
    (sum, span) => (sum && span ? { lowMs: sum.lowMs + span.lowMs, highMs: sum.highMs + span.highMs } : null),
    { lowMs: 0, highMs: 0 },
  );
}
