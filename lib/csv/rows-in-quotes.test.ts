import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const codesOf = async (...rows: string[]) =>
  (await readWhole(`${rows.join("\n")}\n`)).issues.map(({ code }) => code);

test("rows that stand in quotes as a whole are named, and no others in a single column", async () => {
  expect(await codesOf('"id,name,town"', '"1,""Ann, B."",York"', '"2,Bob,Leeds"')).toEqual(["delimiter_tie"]);
  expect(await codesOf('"name"', '"Smith, Ann"', '"Brown, Bob"')).not.toContain("delimiter_tie");
  expect(await codesOf('"name, first"', '"Smith, Ann"', '"Brown, Bob"')).not.toContain("delimiter_tie");
});
