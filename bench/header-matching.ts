import { judgeSuggestions } from "./header-lists";

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

const { lists, mappable, right, suggested, wrong, faults } = judgeSuggestions();
for (const fault of faults) console.log(fault);
console.log(`${lists} lists, ${mappable} columns that have a field, ${suggested} suggested`);
console.log(`right: ${percent(right, mappable)} of the columns that have a field (recall)`);
console.log(`wrong: ${percent(wrong, suggested)} of what is suggested (1 - precision)`);
