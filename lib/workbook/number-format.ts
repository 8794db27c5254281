/** What a number format makes of a number, as far as it changes what is read. */
export type FormatKind =
  | { kind: "plain" }
  | { kind: "percent" }
  | { kind: "day" | "moment" | "time" | "elapsed" }
  /** `00000`: the number is shown with leading zeros up to so many digits. */
  | { kind: "zeros"; digits: number };

const plain: FormatKind = { kind: "plain" };

/** Formats that are known by number alone; those of East Asian languages included (ECMA-376-1, 18.8.30). */
function builtIn(id: number): FormatKind {
  if (id === 9 || id === 10) return { kind: "percent" };
  if ((id >= 18 && id <= 21) || id === 45 || id === 47 || (id >= 32 && id <= 35)) return { kind: "time" };
  if (id === 22) return { kind: "moment" };
  if (id === 46) return { kind: "elapsed" };
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58))
    return { kind: "day" };
  return plain;
}

/** @param code the format code of the workbook itself, where it gives one for that number */
export function formatKind(id: number, code: string | undefined): FormatKind {
  return code === undefined ? builtIn(id) : kindOfCode(code);
}

function kindOfCode(code: string): FormatKind {
  const [first = ""] = code
    .replace(/"[^"]*"/g, "")
    .replace(/\\./g, "")
    .split(";");
  if (/\[(h+|m+|s+)\]/i.test(first)) return { kind: "elapsed" };
  const bare = first
    .replace(/\[[^\]]*\]/g, "")
    .replace(/[_*]./g, "")
    .trim();
  if (/^general$/i.test(bare) || bare === "@") return plain;
  const letters = bare.replace(/am\/pm|a\/p/gi, "h").toLowerCase();
  const hasTime = /[hs]/.test(letters);
  const hasDay = /[dy]/.test(letters) || (letters.includes("m") && !hasTime);
  if (hasDay) return { kind: hasTime ? "moment" : "day" };
  if (hasTime) return { kind: "time" };
  if (bare.includes("%")) return { kind: "percent" };
  return /^0{2,}$/.test(bare) ? { kind: "zeros", digits: bare.length } : plain;
}
