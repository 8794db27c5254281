/** So much of a reason tells which it is; a longer one must not cost more. */
const comparedCharacters = 1_000;

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

/** What one row has and its neighbour has not, in the order in which it is taken out. */
const ownParts: readonly RegExp[] = [
  /"[^"]*"|“[^”]*”|‘[^’]*’|«[^»]*»|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu,
  /[^\s@<>(]+@[^\s@<>),;]+/g,
  /\bhttps?:\/\/\S+/gi,
  // A date with a month's name, then codes, numbers, dates in figures and identifiers: any word that has a digit.
  new RegExp(`\\b\\d{1,2}\\.?[ -](?:${months})[a-z]*[ -]\\d{2,4}\\b`, "gi"),
  new RegExp(`\\b(?:${months})[a-z]* \\d{1,2},? \\d{4}\\b`, "gi"),
  /[#£$€]?[\p{L}_-]*\d(?:[\p{L}\p{N}_.,:/+-]*[\p{L}\p{N}])?%?/gu,
];

/**
 * The reason a row was refused for, with "…" for what is the row's own: quoted values, addresses, dates, codes and
 * numbers. Two rows with one signature were refused for the same thing. Taking the signature of a signature changes
 * nothing.
 */
export function signatureOf(reason: string): string {
  return ownParts
    .reduce((text, own) => text.replace(own, "…"), reason.slice(0, comparedCharacters).normalize("NFC"))
    .replace(/\s+/g, " ")
    .replace(/…(?:(?:, | and | or |; ?| )…)+/g, "…")
    .replace(/…\.$/, "…")
    .trim();
}
