import "server-only";

/** A path in plain words: `main_address.address_1` → "Main address address 1", `lines.line[*].unitCost` → "Lines line unit cost". */
export function toLabel(path: string): string {
  const words = path
    .replace(/\[[^\]]*\]/g, " ")
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/(\p{L})(\p{N})/gu, "$1 $2")
    .split(/[\s._/:@$-]+/)
    .filter((word) => word !== "")
    .map((word) => (isAcronym(word) ? word : word.toLowerCase()));
  const [first = "", ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ");
}

const isAcronym = (word: string) => /^\p{Lu}{2,}$/u.test(word);
