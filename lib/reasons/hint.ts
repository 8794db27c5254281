const taken = /already (exists|in use|used|taken|been used)|duplicate|must be unique|not unique/i;

/** Whether a record was refused because there is one with its value. */
export const isTaken = (reason: string): boolean => taken.test(reason);

/** What a connector's words usually mean, and the way out. The first that fits counts. */
const hints: readonly [words: RegExp, hint: string][] = [
  [
    /on hold|blocked (customer|account|supplier)|account is (stopped|suspended)/i,
    "Nothing in the row is wrong. Ask for the hold to be lifted, then send again.",
  ],
  [
    /period .{0,30}(closed|locked)|(closed|locked) .{0,30}period|posting date .{0,30}(closed|locked|not allowed)/i,
    "The period is closed. Have it opened, or use a date in an open one.",
  ],
  [
    taken,
    "A record with this value is there already. Settle the row if it is the same one, or give it a value of its own.",
  ],
  [
    /(required|mandatory|missing|must not be (empty|blank|null)|cannot be (empty|blank|null)|is (empty|blank)|may not be null)/i,
    "A value is missing. Fill it in.",
  ],
  [
    /too long|too many characters|characters are too many|max(imum)?\.? ?(length|size)|exceeds? .{0,30}(length|characters)|characters? .{0,20}allowed|longer than/i,
    "The value is longer than the field takes. Shorten it.",
  ],
  [
    /e-?mail/i,
    "The e-mail address is not one the system takes. Correct it, or leave it empty where that is allowed.",
  ],
  [
    /(not|does ?n[o']t|no such|unknown|could not|cannot|unable to).{0,40}(exist|found|find|valid code|known)|no such|unknown .{0,30}(code|account|customer|supplier|product|item|reference)/i,
    "The system does not know this code or record. Correct it, or create the record there first.",
  ],
  [/date|dd[/-]mm|yyyy/i, "The date is not one the system takes. Check day, month and year."],
  [
    /permission|not authori[sz]ed|access denied|forbidden|not allowed to|privilege/i,
    "The connection may not do this. Ask whoever looks after it for the right, then send again.",
  ],
  [
    /time(d)? ?out|temporar|try again|too many (calls|requests)|rate limit|throttl|unavailable|deadlock|lock(ed)? by/i,
    "Nothing in the row is wrong: the system was busy. Send it again as it is.",
  ],
  [
    /(number|numeric|decimal|amount|integer|format)/i,
    "The value is not written as the system expects. Check sign, separators and decimals.",
  ],
  [
    /invalid|not valid|illegal|not (one of|in the list|allowed)|must be one of/i,
    "The value is not one the system takes. Correct it.",
  ],
];

/** What to do about rows refused with these words; `null`: the words have to speak for themselves. */
export function hintFor(reason: string): string | null {
  return hints.find(([words]) => words.test(reason))?.[1] ?? null;
}

/** Words of reasons that are no fault of any value: sent again as it is, the row may go in. */
const passing =
  /time(d)? ?out|temporar|try again|too many (calls|requests)|rate limit|throttl|unavailable|deadlock|permission|not authori[sz]ed|access denied|forbidden|privilege/i;

/** Whether a row refused with these words may go in another time as it is. */
export const isPassing = (reason: string): boolean => passing.test(reason);

/**
 * Finds the field a reason speaks of, when it names exactly one: by its path or the last word of it.
 * @param fields paths, such as "lines.line[*].unit_cost"
 */
export function fieldFinder(fields: readonly string[]): (reason: string) => string | null {
  const known = fields.map((path) => ({
    path,
    last: lastOf(path).toLowerCase(),
    forms: [formOf(path), formOf(lastOf(path))].filter((form) => form !== null),
  }));
  return (reason) => {
    const letters = squeezed(reason);
    const isNamed = ({ own, words }: Form) => letters.includes(own) && words.test(reason);
    const named = known.filter(({ forms }) => forms.some(isNamed));
    const longest = named.toSorted((a, b) => b.last.length - a.last.length)[0];
    if (longest === undefined) return null;
    // "name" is part of "company name": the longer one is meant.
    const others = named.filter(({ last }) => !longest.last.includes(last));
    return others.length === 0 ? longest.path : null;
  };
}

const lastOf = (path: string) => path.split(".").at(-1) ?? path;

/** How a name may be written in a reason. */
interface Form {
  /** Its letters alone: where they are not, nothing need be looked for. */
  own: string;
  words: RegExp;
}

const squeezed = (text: string) => text.replace(/[\s_.-]+/g, "").toLowerCase();

function formOf(name: string): Form | null {
  const words = name
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .filter((word) => word !== "")
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return null;
  return {
    own: words.join("").toLowerCase(),
    words: new RegExp(`(?<![\\p{L}\\p{N}])${words.join("[\\s_.-]*")}(?![\\p{L}\\p{N}])`, "iu"),
  };
}
