/** The largest file that is read; it is printed where a file can be dropped. */
export const mostFileBytes = 1024 ** 3;
const mostFileWords = "1 GB";
/** What can be dropped, and how large it may be. */
export const takenWords = `One CSV file or Excel workbook (.xlsx), up to ${mostFileWords}.`;

interface Named {
  name: string;
  size: number;
}

/** What became of the files that were dropped together. */
export interface Taken<F extends Named> {
  file: F | null;
  /** A whole sentence or two about what was not taken, and why; `null` when everything was. */
  said: string | null;
}

const looksReadable = /\.(csv|tsv|tab|txt|xlsx|xlsm)$/i;

/** One file is taken, the first that looks like text with separators or a workbook; the others are named. */
export function takeOne<F extends Named>(files: readonly F[]): Taken<F> {
  const file = files.find((candidate) => looksReadable.test(candidate.name)) ?? files[0];
  if (!file) return { file: null, said: null };
  const others = files.filter((candidate) => candidate !== file).map((other) => other.name);
  const notTaken = others.length > 0 ? `${listed(others)} not taken: one file at a time.` : null;
  if (file.size <= mostFileBytes) return { file, said: notTaken };
  const tooLarge = `${file.name} is larger than ${mostFileWords} and was not read. Save it in parts and load them one after another.`;
  return { file: null, said: notTaken ? `${tooLarge} ${notTaken}` : tooLarge };
}

function listed(names: string[]): string {
  const [first = "", ...rest] = names;
  if (rest.length === 0) return `${first} was`;
  if (rest.length > 2) return `${first} and ${rest.length} other files were`;
  return `${[first, ...rest.slice(0, -1)].join(", ")} and ${rest.at(-1)} were`;
}
