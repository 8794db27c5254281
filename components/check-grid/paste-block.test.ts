import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GridColumn } from "./grid-columns";
import { fitBlock, fits, parseBlock, writeBlock } from "./paste-block";

const column = (at: number | null, name = `Field ${at}`): GridColumn => ({
  ...{ key: name, field: name, entry: 0, name, from: name, sent: true, figures: false, widthPx: 100 },
  ...{ column: at, closed: at === null ? "the same in every row" : null, maxLength: null, allowed: [] },
});
const columns = [column(0), column(1), column(null, "Country"), column(2)];
const at = (line: number, column: number) => ({
  ...{ fromLine: line, toLine: line, fromColumn: column, toColumn: column },
});

describe("cells on the clipboard", () => {
  it("come as they were copied, with tabs, line ends and quotes in them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.constantFrom("", "a\tb", 'say "hi"', "two\nlines", '"')), {
          minLength: 1,
        }),
        (rows) => {
          expect(parseBlock(writeBlock(rows))).toEqual(rows.map((row) => [...row]));
        },
      ),
    );
  });

  it("are read as Excel and LibreOffice write them, and a quote inside a text is a quote", () => {
    expect(parseBlock('a\t5" pipe\r\n"x\r\ny"\t\r\n')).toEqual([
      ["a", '5" pipe'],
      ["x\r\ny", ""],
    ]);
    expect(parseBlock("a\t")).toEqual([["a", ""]]);
  });
});

describe("a block laid over the grid", () => {
  it("says what does not fit, and keeps each value in its own column", () => {
    const block = [
      ["1", "2", "3", "4", "5"],
      ["6", "7", "8", "9", "10"],
    ];
    expect(fitBlock(block, at(9, 1), columns, 10)).toEqual({
      ...{ line: 9, block: [["1", "2", "4"]], columns: [0, 1, 2] },
      ...{ rowsLeftOut: 1, columnsLeftOut: 1, examples: ["3", "5", "6"] },
      closed: [{ name: "Country", why: "the same in every row" }],
    });
  });

  it("fits where there is room for it", () => {
    const fit = fitBlock([["x", "y"]], at(2, 1), columns, 10);
    expect(fits(fit)).toBe(true);
    expect(fit).toMatchObject({ line: 2, columns: [0, 1], block: [["x", "y"]] });
  });
});
