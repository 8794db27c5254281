import { delimiters, type Escape, encodings, type Newline, type Quote, quotes } from "@/lib/csv/reading";

const newlineNames: Record<Newline, string> = {
  LF: "Unix (LF)",
  CRLF: "Windows (CR LF)",
  CR: "Old Mac (CR)",
  mixed: "Mixed",
  none: "One line only",
};

export const newlineWords = (newline: Newline): string => newlineNames[newline];

export const encodingWords = (value: string): string =>
  encodings.find((encoding) => encoding.value === value)?.label ?? value;

export const delimiterWords = (value: string): string =>
  delimiters.find((delimiter) => delimiter.value === value)?.label ?? value;

export const escapeWords = (value: Escape): string =>
  value === null ? "A quote is doubled" : "A quote has a backslash before it";

export const quoteWords = (value: Quote): string =>
  quotes.find((quote) => quote.value === value)?.label ?? "None";
