const parts = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/;

/**
 * A number as its digits, without an exponent. Spreadsheets keep 15 significant digits and write the noise behind them
 * too (`1.1` as `1.1000000000000001`): a fraction is cut back to those 15, a whole number keeps every digit the file has.
 *
 * @returns `rounded` when digits were left out that are another number
 */
export function numberText(raw: string): { text: string; rounded: boolean } {
  const value = raw.trim();
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts.exec(value) ?? [];
  const shift = Number(exponent);
  if (whole + fraction === "" || Math.abs(shift) > 40) return { text: value, rounded: false };
  const plain = shifted(whole, fraction, shift);
  const minus = sign === "-" ? "-" : "";
  const significant = plain.replace(".", "").replace(/^0+/, "").length;
  if (!plain.includes(".") || significant <= 15) return { text: minus + plain, rounded: false };
  const shortest = String(Number(plain));
  const isNoise = !shortest.includes("e") && shortest.replace(".", "").replace(/^0+/, "").length <= 15;
  if (isNoise) return { text: minus + shortest, rounded: false };
  const cut = Number(plain).toPrecision(15);
  return { text: minus + trimmed(cut.includes("e") ? String(Number(cut)) : cut), rounded: true };
}

/** The point moved by so many digits; the digits stay as they are. */
function shifted(whole: string, fraction: string, by: number): string {
  if (by === 0) return fraction === "" ? whole : `${whole === "" ? "0" : whole}.${fraction}`;
  const digits = whole + fraction;
  const point = whole.length + by;
  const before = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const after = point <= 0 ? "0".repeat(-point) + digits : digits.slice(point);
  return trimmed(`${before.replace(/^0+(?=\d)/, "")}.${after}`);
}

const trimmed = (text: string) => (text.includes(".") ? text.replace(/\.?0*$/, "") : text);
