import type { Outcome } from "./row-writer";

export interface Run {
  milliseconds: number;
  outcome: Outcome;
}

/** Median milliseconds by reader. */
export type Medians = Readonly<Record<string, number>>;

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

/**
 * Lets the readers take turns, round after round, so that what else the machine does falls on all of them alike. The
 * first round warms the compiler and is not counted.
 *
 * @throws Error when two readers answer differently
 */
export async function inTurns(
  readers: readonly string[],
  rounds: number,
  run: (reader: string) => Promise<Run>,
): Promise<Medians> {
  const times = new Map<string, number[]>();
  const answers = new Map<string, string>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const reader of readers) {
      // The slowest by far.
      if (reader === "csv-parse" && round > 2) continue;
      const { milliseconds, outcome } = await run(reader);
      if (!reader.startsWith("File")) answers.set(reader, JSON.stringify(outcome));
      if (round > 0) times.set(reader, [...(times.get(reader) ?? []), milliseconds]);
    }
  }
  if (new Set(answers.values()).size > 1)
    throw new Error(`The readers disagree: ${[...answers].map((answer) => answer.join(" ")).join(", ")}`);
  return Object.fromEntries([...times].map(([reader, values]) => [reader, median(values)]));
}
