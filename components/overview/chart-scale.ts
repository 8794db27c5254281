/** The top of a scale and the line at its half: 1, 2 or 5 and zeros, so that both can be said in few figures. */
export function topOf(largest: number): number {
  if (largest <= 10) return 10;
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5].find((step) => step * power >= largest) ?? 10) * power;
}

/** "5k", "2.5m": figures beside the chart; the numbers themselves stand in its table. */
export const shortNumber = (value: number): string =>
  new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 }).format(value);

/**
 * Heights of the parts of a bar, from the bottom; what is there is seen, be it one row of a million.
 * @param height of the whole scale
 */
export function heightsOf(parts: readonly number[], top: number, height: number): number[] {
  const least = 2;
  return parts.map((value) => (value === 0 ? 0 : Math.max(least, (value / top) * height)));
}
