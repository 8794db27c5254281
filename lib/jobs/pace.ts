import "server-only";
import { type PartSizes, partSizes } from "../api-contract/parts";

/** Milliseconds. */
export interface Retry {
  shortest: number;
  longest: number;
  longestWait: number;
}

/** After `many` tries at the most so rarely. */
export interface RetryForLong extends Retry {
  many: number;
  rare: number;
}

/** Every interval, limit and size of the engine. Milliseconds where nothing else is said. */
export interface Pace {
  /** Between two looks at the queue while something is under way, and while nothing is. */
  busyPollMs: number;
  idlePollMs: number;
  /** Batches worked on at once by one process. */
  concurrency: number;
  /** A claim not renewed for so long is free for others; it is renewed each third of it. */
  leaseMs: number;
  /** When to look, after the answer to a POST was lost, and when to ask a person. */
  looksMs: readonly number[];
  askAfterMs: number;
  /** Behind the question looking goes on, ever more rarely, for so long. */
  laterLookMs: { first: number; longest: number; until: number };
  /**
   * The first status call comes after `shortest`, the next two after twice and four times that, each later one a tenth later
   * than the one before, at most `longest`; rarely once nothing moves for `idleAfter`.
   */
  followMs: { shortest: number; longest: number; idle: number; idleAfter: number };
  /** A job that was taken and that the upstream has not known since is looked for, as if its answer was lost, after so long. */
  neverSeenMs: number;
  /** A job upstream that was seen and is not found any more is asked about for so long. */
  notVisibleMs: number;
  /** After the end a list of failed rows that is refused is asked for again for so long, so that the import ends within the minute. */
  noListMs: number;
  /** After the end a list of failed rows that is shorter than their count is read again for so long. */
  shortListMs: number;
  /** How long the list of failed rows rests after the end where no count says whether it is complete. */
  uncountedListMs: number;
  /** A running batch without progress for so long no longer makes other jobs of its connection wait. */
  stuckMs: number;
  /**
   * Between tries after "not sent", doubling with jitter; what the upstream asks for is obeyed up to `longestWait`. A fault
   * of minutes is over within the minute after it; one that has lasted for `many` tries is asked about every `rare`.
   */
  retryMs: RetryForLong;
  /**
   * Between two questions whether a connection whose token was refused works again. Where it seems to and then refuses the
   * same part once more, twice as long each time.
   */
  connectionCheckMs: RetryForLong;
  /** A stop waits so long for what is being sent. */
  stopMs: number;
  /** Between two rounds of looking for what people have decided without. */
  watchMs: number;
  /** After so long without progress it is said, once each. */
  quietMs: readonly number[];
  /** Between two sweeps of old uploads. */
  sweepMs: number;
  /** Up to so many records are one batch; more are sent in batches of these sizes, the last one again and again. */
  batches: PartSizes;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export const defaultPace: Pace = {
  busyPollMs: 300,
  idlePollMs: 2 * second,
  concurrency: 8,
  leaseMs: 15 * second,
  looksMs: [2, 5, 10, 20, 30, 45].map((seconds) => seconds * second),
  askAfterMs: minute,
  laterLookMs: { first: minute, longest: 15 * minute, until: 24 * hour },
  followMs: { shortest: second / 2, longest: minute, idle: 15 * minute, idleAfter: hour },
  neverSeenMs: 20 * second,
  notVisibleMs: 10 * minute,
  noListMs: 40 * second,
  shortListMs: 30 * second,
  uncountedListMs: 10 * second,
  stuckMs: 30 * second,
  retryMs: { shortest: second, longest: 20 * second, longestWait: hour, many: 100, rare: 5 * minute },
  connectionCheckMs: {
    ...{ shortest: 30 * second, longest: 30 * second, longestWait: hour },
    ...{ many: 40, rare: 15 * minute },
  },
  stopMs: 30 * second,
  watchMs: 15 * second,
  quietMs: [30 * minute, 24 * hour],
  sweepMs: hour,
  batches: partSizes,
};
