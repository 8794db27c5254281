import { atHand, judgeSuggestions, later, latest } from "./header-lists";

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

for (const [title, names] of [
  ["Lists that were at hand while the words were chosen", atHand],
  ["Lists written after that", later],
  ["Lists written after those", latest],
] as const) {
  const { lists, mappable, right, suggested, wrong, faults } = judgeSuggestions(names);
  console.log(`${title}:`);
  for (const fault of faults) console.log(fault);
  console.log(`${lists} lists, ${mappable} columns that have a field, ${suggested} suggested`);
  console.log(`right: ${percent(right, mappable)} of the columns that have a field (recall)`);
  console.log(`wrong: ${percent(wrong, suggested)} of what is suggested (1 - precision)\n`);
}
