// npm run bench:pollution [-- WORDS]: how polluted tables are read; with words, only the files whose names match them.
import { cleanTables } from "./pollution/clean-tables";
import { Judgement } from "./pollution/judge";
import { allFiles } from "./pollution/polluted-files";

const wanted = new RegExp(process.argv[2] ?? "");
for (const way of ["found", "said"] as const) {
  const judgement = new Judgement();
  for (const file of allFiles(cleanTables))
    if (wanted.test(`${file.kind} · ${file.name}`)) await judgement.judge(file, way);
  for (const fault of judgement.faults) console.log(fault);
  console.log(way === "found" ? "\nWhat is found of the files:\n" : "\nWhat is read when it is said how:\n");
  console.log(judgement.table());
}
