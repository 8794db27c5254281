/** Names of columns and fields as lists of plain words, so that `C_EmailAddress` and "E-Mail address" can be compared. */

/** Abbreviations exporters use, with the word they stand for. */
const abbreviations: ReadonlyMap<string, string> = new Map([
  ["no", "number"],
  ["nr", "number"],
  ["num", "number"],
  ["nbr", "number"],
  ["nummer", "number"],
  ["tel", "telephone"],
  ["addr", "address"],
  ["adr", "address"],
  ["adresse", "address"],
  ["adress", "address"],
  ["acct", "account"],
  ["acc", "account"],
  ["ref", "reference"],
  ["desc", "description"],
  ["descr", "description"],
  ["qty", "quantity"],
  ["amt", "amount"],
  ["cust", "customer"],
  ["inv", "invoice"],
  ["org", "organization"],
  ["organisation", "organization"],
  ["pct", "percent"],
  ["percentage", "percent"],
  ["curr", "currency"],
  ["ccy", "currency"],
  ["dob", "birthdate"],
]);

const umlauts: readonly (readonly [RegExp, string])[] = [
  [/ä/g, "ae"],
  [/ö/g, "oe"],
  [/ü/g, "ue"],
  [/ß/g, "ss"],
];

/** "C_EmailAddress" → c, email, address; "Straße 1" → strasse, 1; "VATNo." → vat, number. */
export function wordsOf(name: string): string[] {
  const spaced = name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/(\p{L})(\p{N})/gu, "$1 $2")
    .replace(/(\p{N})(\p{L})/gu, "$1 $2")
    .replace(/%/g, " percent ")
    .replace(/#/g, " number ")
    .normalize("NFC")
    .toLowerCase();
  const plain = umlauts
    .reduce((text, [umlaut, letters]) => text.replace(umlaut, letters), spaced)
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => abbreviations.get(word) ?? word);
}

/** The words without anything between them: "E-Mail", "e mail" and "Email" are one. */
export function compact(name: string): string {
  return wordsOf(name).join("");
}
