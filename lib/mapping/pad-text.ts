import type { Step } from "./step";

/** Fills a text up to a number of characters. A longer one stays as it is: nothing is cut. */
export function padText(
  text: string,
  { length, with: filler, side }: Extract<Step, { kind: "pad" }>,
): string {
  // A character outside the Basic Multilingual Plane has two code units and counts once.
  const filling = filler.repeat(Math.max(0, length - [...text].length));
  return side === "start" ? filling + text : text + filling;
}
