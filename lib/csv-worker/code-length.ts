/** Names of codes that have the same length wherever they are written in full. */
const fixedLength =
  /\b(plz|zip|postal|postcode|postleitzahl|ean|gtin|upc|isbn|blz|bankleitzahl|konto|kontonummer|phone|telephone|telefon|mobile|fax|siret|siren)\b/i;
/** Names of numbers that may have one. */
const likelyCode =
  /\b(id|code|ref|reference|number|no|nr|nummer|account|acct|sku|article|artikel|material|customer|kunde|vendor|supplier)\b/i;

/**
 * How many digits the codes of a column have where some have lost their zeros: most have the same number, some fewer, and
 * none begins with a zero. `null`: nothing speaks for it.
 *
 * @param digits of values of digits alone: rows by how many digits they have
 * @param largest of the values
 */
export function codeLength(
  label: string,
  digits: ReadonlyMap<number, { count: number }>,
  filled: number,
  largest: number,
): number | null {
  const name = label.replaceAll(/([a-zäöü])([A-Z])/g, "$1 $2").replaceAll(/[_\W]+/g, " ");
  const lengths = [...digits].sort(([a], [b]) => a - b);
  const [longest, most] = lengths.at(-1) ?? [0, { count: 0 }];
  const all = lengths.reduce((sum, [, { count }]) => sum + count, 0);
  if (lengths.length < 2 || longest < 3 || longest > 15 || all * 20 < filled * 19 || most.count * 2 < all)
    return null;
  if (fixedLength.test(name)) return longest;
  // Numbers given out one after another get longer by themselves.
  const isCounted = largest < filled * 3;
  return likelyCode.test(name) && !isCounted ? longest : null;
}
