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
  ["prozent", "percent"],
  ["percentage", "percent"],
  ["curr", "currency"],
  ["ccy", "currency"],
  ["dob", "birthdate"],
  ["def", "default"],
  ["nom", "nominal"],
  ["disc", "discount"],
  ["reg", "registration"],
  ["dept", "department"],
  ["pmt", "payment"],
  ["co", "company"],
  ["emailid", "email"],
]);

const umlauts: readonly (readonly [RegExp, string])[] = [
  [/ä/g, "ae"],
  [/ö/g, "oe"],
  [/ü/g, "ue"],
  [/ß/g, "ss"],
];

/** "Kundennr" and "Kundennummer" are "kundennumber", as "Kunden-Nr." is. */
const compoundNumber = /^(\p{L}{3,})(?:nummer|nr)$/u;

/** "C_EmailAddress" → c, email, address; "Straße 1" → strasse, 1; "VATNo." → vat, number; "E-Mail" → email. */
export function wordsOf(name: string): string[] {
  const spaced = name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/(\p{L})(\p{N})/gu, "$1 $2")
    .replace(/(\p{N})(\p{L})/gu, "$1 $2")
    .replace(/%/g, " percent ")
    .replace(/#/g, " number ")
    // "Assistant's phone" is the assistant's; "A.B.N." stays one word.
    .replace(/['’]s\b/g, "")
    .replace(/\b(?:\p{L}\.){2,}/gu, (initials) => initials.replaceAll(".", ""))
    .normalize("NFC")
    .toLowerCase()
    .replace(/\be[\s_-]?mail/g, "email");
  const plain = umlauts
    .reduce((text, [umlaut, letters]) => text.replace(umlaut, letters), spaced)
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => abbreviations.get(word) ?? word.replace(compoundNumber, "$1number"));
}

/** The words without anything between them: "E-Mail", "e mail" and "Email" are one. */
export function compact(name: string): string {
  return wordsOf(name).join("");
}
