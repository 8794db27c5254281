import type { Outcome } from "./row-writer";

export interface Run {
  milliseconds: number;
  outcome: Outcome;
}

/** Median milliseconds by reader. */
export type Medians = Readonly<Record<string, number>>;

/** Readers over one file. `wrong` are those that answer otherwise than this program, and how. */
export interface Results {
  medians: Medians;
  wrong: Readonly<Record<string, string>>;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

/**
 * Lets the readers take turns, round after round, so that what else the machine does falls on all of them alike. The
 * first round warms the compiler and is not counted.
 *
 * PapaParse and this program must agree. Another reader that answers otherwise is named as wrong: uDSV takes the line feed
 * of a CRLF that a border of two chunks cuts for a part of the next cell.
 *
 * @throws Error when this program and PapaParse answer differently
 */
export async function inTurns(
  readers: readonly string[],
  rounds: number,
  run: (reader: string) => Promise<Run>,
): Promise<Results> {
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
  const right = answers.get("hubload");
  if (right !== answers.get("PapaParse"))
    throw new Error(`The readers disagree: ${[...answers].map((answer) => answer.join(" ")).join(", ")}`);
  return {
    medians: Object.fromEntries([...times].map(([reader, values]) => [reader, median(values)])),
    wrong: Object.fromEntries([...answers].filter(([, answer]) => answer !== right)),
  };
}
