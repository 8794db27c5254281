import "server-only";
import type { Span } from "../api-contract/controls";

/** A part that has been worked on: how many records, in how long. */
export interface Sample {
  records: number;
  ms: number;
}

/** The rate is an average; what comes may be a bit faster, and rather a bit slower. */
const margin = { low: 0.8, high: 1.3 };
/** From so many on, how much they differ among each other says how exact the average is. */
const enoughToCompare = 4;
/** What a small part takes says little about a large one: its beginning and its end are most of it. */
const leastShare = 0.1;

/**
 * How long so many records take at the rate that was measured. The range is as wide as the measures differ.
 * @returns `null` when nothing was measured
 */
export function spanOf(records: number, samples: readonly Sample[]): Span | null {
  const measured = samples.filter((sample) => sample.records > 0 && sample.ms > 0);
  const largest = Math.max(0, ...measured.map((sample) => sample.records));
  const telling = measured.filter((sample) => sample.records >= largest * leastShare);
  if (telling.length === 0) return null;
  const each = msPerRecord(telling);
  const speeds = telling.map(({ ms, records }) => ms / records).toSorted((a, b) => a - b);
  const at = (part: number) => speeds[Math.round((speeds.length - 1) * part)] ?? each;
  const isTold = speeds.length >= enoughToCompare;
  return {
    lowMs: Math.round(records * Math.min(each * margin.low, isTold ? at(0.1) : each)),
    highMs: Math.round(records * Math.max(each * margin.high, isTold ? at(0.9) : each)),
  };
}

function msPerRecord(samples: readonly Sample[]): number {
  const sum = (of: (sample: Sample) => number) => samples.reduce((total, sample) => total + of(sample), 0);
  return sum((sample) => sample.ms) / sum((sample) => sample.records);
}

const minuteMs = 60_000;

/** Records a minute; `null`: nothing was measured. */
export function rateOf(samples: readonly Sample[]): number | null {
  const measured = samples.filter((sample) => sample.records > 0 && sample.ms > 0);
  return measured.length === 0 ? null : minuteMs / msPerRecord(measured);
}

/** One after the other; `null` as soon as one of them is not known. */
export function addSpans(spans: readonly (Span | null)[]): Span | null {
  return spans.reduce<Span | null>(
    (sum, span) => (sum && span ? { lowMs: sum.lowMs + span.lowMs, highMs: sum.highMs + span.highMs } : null),
    { lowMs: 0, highMs: 0 },
  );
}
