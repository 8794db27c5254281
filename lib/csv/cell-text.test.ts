import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

test.each([
  ["quotes that are doubled", '""a""', '"a"', null],
  ["nothing but quotes", '""', '"', null],
  ["characters beyond ASCII among them", 'é""', 'é"', null],
  ["an escape character", String.raw`\"a\\b\c`, String.raw`"a\b\c`, "\\"],
])("a cell of any length gives its text: %s", async (_, written, text, escaping) => {
  for (const times of [1, 30_000]) {
    const content = `a,b\n1,"${written.repeat(times)}"\n2,"x"\n`;
    const settings = { encoding: "utf-8", delimiter: ",", quote: '"', escape: escaping, headerLine: 1 };
    const { rows } = await readWhole(content, settings);
    expect(rows).toEqual([
      ["1", text.repeat(times)],
      ["2", "x"],
    ]);
  }
});
