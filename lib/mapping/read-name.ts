import { wordsOf } from "./words";

/** Which of several a name speaks of: the billing or main one, the one things are shipped to, at home, or another one. */
export type Role = "main" | "shipping" | "home" | "other";

/** One way to read a name: whose it is, and what it is. */
export interface NameReading {
  /** The words without anything between them. */
  core: string;
  role: Role | null;
  /** How much was taken off the name to read it so; 0 is the whole name. */
  distance: number;
}

const rolesOf = (role: Role, words: string) => words.split(" ").map((word): [string, Role] => [word, role]);

const roleWords: ReadonlyMap<string, Role> = new Map([
  ...rolesOf("main", "billing bill primary main default mailing business work bus"),
  ...rolesOf("main", "hauptadresse haupt rechnungsadresse geschaeftlich buero"),
  ...rolesOf("shipping", "shipping ship delivery deliver despatch dispatch lieferung liefer versand"),
  ...rolesOf("home", "home private privat"),
  ...rolesOf("other", "other alternate alternative alt assistant car weitere"),
]);
/** These say which one only before the name of a thing: "Company phone", but "Billing company". */
const leadingRoleWords: ReadonlyMap<string, Role> = new Map(
  rolesOf("main", "company office invoice registered head postal firmen rechnung rechnungs"),
);

/** What an address is written with: a code such as "PO" or "p" before one of them says which address. */
const addressWords = new Set(
  "attention address street city town state region county province postal post zip code country line postcode".split(
    " ",
  ),
);
const addressCodes: ReadonlyMap<string, Role> = new Map([
  ["p", "main"],
  ["po", "main"],
  ["s", "shipping"],
  ["sa", "shipping"],
]);

/** What stands before the name of a thing's own field: "Invoice date" of an invoice is its date. */
const ownerWords = new Set(
  "customer client contact person people organization product item variant invoice vendor supplier payment quote estimate lineitem user member entity kunden kunde debitor artikel c".split(
    " ",
  ),
);

/** The same as one word: "Artikelgewicht" is the article's weight. Its number may be what the record is known by: whole. */
const ownerCompound = /^(artikel|produkt|positions|kunden|lieferanten)((?!number)\p{L}{4,})$/u;

/** Words that say nothing about what a column holds. */
const emptyWords = new Set(["value", "to", "the", "of", "in", "your"]);

/** People; their name is not the name of the record. */
const people = new Set(["contact", "person", "people", "user", "member"]);

/** More of a name than this is not read off it: what is left would say too little. */
const farthest = 4;

/**
 * The ways to read the name of a column, the whole name first. `keepsOwner`: words before which the rest is another
 * record's ("client" where the record has a `client_id`), so that "Client number" is not read as the record's own number.
 */
export function readName(name: string, keepsOwner: (word: string) => boolean): NameReading[] {
  const readings = new Map<string, NameReading>();
  for (const [index, text] of spellings(name).entries()) {
    read(wordsOf(text), roleOf(wordsOf(name)), index, keepsOwner, readings);
  }
  return [...readings.values()];
}

/** The ways to read the name of a field: whole, and without what says which one. */
export function readFieldName(name: string): NameReading[] {
  const readings = new Map<string, NameReading>();
  read(wordsOf(name), roleOf(wordsOf(name)), 0, () => true, readings);
  return [...readings.values()];
}

/** The name, without what stands in brackets, and each of the names that a stroke divides. */
function spellings(name: string): string[] {
  const bare = name.replace(/\([^)]*\)/g, " ").trim();
  const all = [name, ...(bare === "" ? [] : [bare])];
  const parts = bare.split(/\s*\/\s*/).filter((part) => part.length > 2);
  return [...new Set([...all, ...(parts.length > 1 ? parts : [])])];
}

function roleOf(words: readonly string[]): Role | null {
  const [first = "", second = ""] = words;
  const code = addressCodes.get(first);
  if (code !== undefined && addressWords.has(second)) return code;
  const said = words.find((word) => roleWords.has(word));
  const role = said === undefined ? undefined : roleWords.get(said);
  return role ?? (words.length > 1 ? leadingRoleWords.get(first) : undefined) ?? null;
}

function read(
  words: readonly string[],
  role: Role | null,
  distance: number,
  keepsOwner: (word: string) => boolean,
  readings: Map<string, NameReading>,
): void {
  add(words, null, distance);
  const { rest, role: which } = withoutPlace(words, role);
  if (rest.length < words.length) add(rest, which, distance + 1);
  let left = rest;
  for (let taken = 1; taken <= farthest; taken += 1) {
    const next = withoutOwner(left, keepsOwner);
    if (next === null) break;
    left = next;
    add(left, which, distance + taken + (rest.length < words.length ? 1 : 0));
  }

  function add(core: readonly string[], of: Role | null, far: number): void {
    const text = core.join("");
    const known = readings.get(`${text} ${of}`);
    if (text !== "" && (known === undefined || known.distance > far)) {
      readings.set(`${text} ${of}`, { core: text, role: of, distance: far });
    }
  }
}

/** Without the words that say which one: "Billing city" → city, "Address 2 – City" → city of another address. */
function withoutPlace(words: readonly string[], role: Role | null): { rest: string[]; role: Role | null } {
  const [first = "", second = "", ...more] = words;
  const numbered = /^\d$/.test(second) && more.length > 0;
  if (numbered && first === "address") {
    const rest = more[0] === "line" || more[0] === "street" ? ["address", ...more.slice(1)] : more;
    return { rest, role: second === "1" ? (role ?? "main") : "other" };
  }
  if (numbered && (first === "email" || first === "phone" || first === "website") && second === "1") {
    return { rest: [first, ...more.filter((word) => !emptyWords.has(word))], role };
  }
  if (addressCodes.has(first) && addressWords.has(second)) {
    // The "code" of an address is its postcode.
    return { rest: words.length === 2 && second === "code" ? ["postcode"] : words.slice(1), role };
  }
  // "Billing code" is the postcode of that address.
  if (words.length === 2 && roleWords.has(first) && second === "code") return { rest: ["postcode"], role };
  const leads =
    words.length > 1 &&
    leadingRoleWords.has(first) &&
    second !== "id" &&
    !(first === "postal" && second === "code");
  const isRole = (word: string, at: number) =>
    roleWords.has(word) || (word === "to" && roleWords.has(words[at - 1] ?? ""));
  const rest = words.filter((word, at) => !(leads && at === 0) && !isRole(word, at));
  // "Default address city": the city of that address. "Billing address 1" is the address itself.
  if (
    rest.length < words.length &&
    rest[0] === "address" &&
    rest.length > 1 &&
    !/^(?:\d|line)$/.test(rest[1] ?? "")
  )
    return { rest: rest.slice(1), role };
  return rest.length === 0 ? { rest: [...words], role: null } : { rest, role };
}

function withoutOwner(words: readonly string[], keepsOwner: (word: string) => boolean): string[] | null {
  const [first = "", ...rest] = words;
  const isPersonsName = people.has(first) && rest[0] === "name";
  if (ownerWords.has(first) && !keepsOwner(first) && !isPersonsName) return rest;
  const [, owner, thing] = ownerCompound.exec(first) ?? [];
  if (owner !== undefined && thing !== undefined && !keepsOwner(owner)) return [thing, ...rest];
  const last = words.at(-1) ?? "";
  // "Country of address".
  if (last === "address" && words.at(-2) === "of" && words.length > 2) return words.slice(0, -2);
  return emptyWords.has(last) ? words.slice(0, -1) : null;
}
