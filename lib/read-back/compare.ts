import "server-only";

/** What was sent in a field, and what the record has; `null`: nothing. */
export interface Difference {
  field: string;
  sent: string;
  there: string | null;
}

/** Where a record is not as it was sent. A blank that was sent says nothing about what is to be there. */
export function differencesOf(
  sent: Readonly<Record<string, string>>,
  there: Readonly<Record<string, string | null>>,
  fields: readonly string[],
): Difference[] {
  return fields.flatMap((field) => {
    const wanted = sent[field]?.trim() ?? "";
    const found = there[field] ?? null;
    const isSame = wanted === "" || (found !== null && means(wanted, found.trim()));
    return isSame ? [] : [{ field, sent: sent[field] ?? "", there: found }];
  });
}

/** Numbers and days may be written otherwise; zeros in front are part of a text. */
function means(sent: string, there: string): boolean {
  if (sent.normalize("NFC") === there.normalize("NFC")) return true;
  if (isPlainNumber(sent) && isPlainNumber(there)) return Number(sent) === Number(there);
  if (isDay(sent) && there.startsWith(sent))
    return /^[T ]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?$/.test(there.slice(10));
  return /^(true|false)$/i.test(sent) && sent.toLowerCase() === there.toLowerCase();
}

const isPlainNumber = (text: string) => /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) && text.length <= 16;
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);
