import { pluralOf } from "./objects";

/** A noun whose plural is not regular, or an object's words. */
export interface Noun {
  singular: string;
  plural: string;
}

/** Figures are written as the words around them are (docs/decisions/044). */
export const defaultLocale = "en-GB";

/** The first letter as a sentence begins. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Made once: a list asks for a number a line. */
const usual = new Intl.NumberFormat(defaultLocale);

/** "1,234". */
export function number(value: number, locale = defaultLocale): string {
  return (locale === defaultLocale ? usual : new Intl.NumberFormat(locale)).format(value);
}

/** "-1,234.50" of a plain number: thousands in groups, every digit kept. */
export function amount(plain: string): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(.*)$/.exec(plain) ?? [];
  return `${sign}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ",")}${fraction}`;
}

/** The word that goes with the number: "row" for 1, "rows" for any other. */
function word(value: number, noun: string | Noun): string {
  const { singular, plural } = typeof noun === "string" ? { singular: noun, plural: pluralOf(noun) } : noun;
  return value === 1 ? singular : plural;
}

/** "1 row", "987 customers", "0 rows". */
export function count(value: number, noun: string | Noun, locale = defaultLocale): string {
  return `${number(value, locale)} ${word(value, noun)}`;
}

const units = ["KB", "MB", "GB", "TB"] as const;

/** "812 bytes", "12.4 MB": decimal units, one decimal below 100. */
export function bytes(sizeBytes: number, locale = defaultLocale): string {
  if (sizeBytes < 1000) return count(sizeBytes, "byte", locale);
  let value = sizeBytes / 1000;
  let unit = 0;
  // 999.5 would be shown as 1,000 of its unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = new Intl.NumberFormat(locale, { maximumFractionDigits: value < 99.95 ? 1 : 0 });
  return `${digits.format(value)} ${units[unit]}`;
}
