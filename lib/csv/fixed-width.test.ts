import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const lines = (...all: string[]) => `${all.join("\n")}\n`;
const codesOf = async (text: string) => (await readWhole(text)).issues.map(({ code }) => code);

test("columns that spaces pad to a fixed width are named, left or right aligned, also below a title", async () => {
  const left = lines(
    "name          town",
    "Anna Smith    Leeds",
    "Bob           New York",
    "Cy            Bath",
  );
  expect(await codesOf(left)).toEqual(["fixed_width"]);
  expect(await codesOf(`Exported in May\n\n${left}`)).toContain("fixed_width");
  const decimals = lines(
    "item      price   size",
    "pump      12,50   7,5",
    "valve      3,00  12,0",
    "oak nut   99,90   1,0",
  );
  expect(await codesOf(decimals)).toContain("fixed_width");
});

test("sentences, and columns padded between their delimiters, are no fixed width", async () => {
  expect(await codesOf(lines("Remark", "Came late.  Paid at once", "Left", "All  well again"))).toEqual([]);
  expect(
    await codesOf(lines("name  ,town ,code", "Ann   ,Leeds,A1", "Robert,York ,A2", "Cy    ,Bath ,A3")),
  ).toEqual([]);
});

test("times with their dates, words between spaces that only pad and numbered streets stay one column", async () => {
  const stamps = await readWhole(
    lines("Start time", "2003-07-24 14:25:48", "2005-11-06 09:52:25", "2003-07-17 00:09:38"),
  );
  expect(stamps.header).toEqual(["Start time"]);
  const padded = await readWhole(lines(" ok ", " 0 ", " 1 ", " 0 "));
  expect(padded.header).toEqual([" ok "]);
  const streets = await readWhole(lines("Street", "137 Mill Lane", "116 Low Rd", "68 High St"));
  expect(streets.header).toEqual(["Street"]);
});

test("spaces around commas do not divide, however evenly they stand", async () => {
  const rows = [
    " Date , Share , Note ",
    " 2004-08-24 , 1 , pump ",
    " 2008-09-12 , 0 , valve ",
    " 2007-08-21 , 7 , oak ",
  ];
  const { header } = await readWhole(lines(...rows));
  expect(header?.map((name) => name.trim())).toEqual(["Date", "Share", "Note"]);
});
