/** An e-mail address, a link or a date: what a row of names does not hold. */
export const isMarked = (value: string): boolean =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) || /^(https?:\/\/|www\.)/i.test(value) || isDate(value);

const isDate = (value: string) =>
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:\b(?![-/.]\d)|T\d)/.test(value) ||
  /^\d{1,2}:\d\d(:\d\d([.,]\d+)?)?(\s?[ap]m)?$/i.test(value);

/** A number, also with a currency sign, grouping, a percent sign or brackets. */
export const isNumber = (value: string): boolean =>
  /^[-+(]?\s?[$€£¥]?\s?[-+]?\d[\d.,\s']*(e[-+]?\d+)?\)?\s?[%$€£¥]?$/i.test(value);

/** What a value looks like: "date", "number", "marked", a code such as "A-9", "text", or "blank". */
export function shapeOf(cell: string): string {
  const value = cell.trim();
  if (value === "") return "blank";
  if (isDate(value)) return "date";
  if (isNumber(value)) return "number";
  if (isMarked(value)) return "marked";
  if (value.length <= 40 && /\d/.test(value) && /^[\p{L}\d./#_-]+$/u.test(value))
    return value.replace(/\p{L}+/gu, "A").replace(/\d+/g, "9");
  return "text";
}
