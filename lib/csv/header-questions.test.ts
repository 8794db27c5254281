import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const lines = (...all: string[]) => `${all.join("\n")}\n`;
const codesOf = async (text: string) => (await readWhole(text)).issues.map(({ code }) => code);

test("words above words, none of which names columns, may be one more row of data, and it is asked", async () => {
  const { headerLine, issues } = await readWhole(lines("Leeds,Mary Reed", "York,Tom Hill", "Bath,Ann Low"));
  expect(headerLine).toBe(1);
  expect(issues).toEqual([{ line: 1, row: null, column: null, code: "header_tie" }]);
  expect(await codesOf(lines("Leeds,open", "York,open", "Leeds,shut", "Bath,open"))).not.toEqual([]);
});

test("of a row or two, a first row with a number or a code where they have one is asked about", async () => {
  expect(await codesOf(lines("A-12,Leeds,late", "B-13,York,paid"))).toEqual(["header_tie"]);
  expect(await codesOf(lines("late,+44 721 264509,yes,old", "oak,+44 4784 199263,no,new"))).toEqual([
    "header_tie",
  ]);
});

test("names in any usual way of writing them raise no question above words", async () => {
  const names = [
    "town,person",
    "Ort,Kundennummer",
    "first_name,x",
    "customerName,y",
    "Q1,Q2",
    "Weight (kg),z",
    "POCity,a",
  ];
  for (const header of [...names, "How was it?,b", "Address 1: Street 1,c", "VAT Reg No.,d"])
    expect([
      header,
      await codesOf(lines(header, "Leeds,Mary Reed", "York,Tom Hill", "Bath,Ann Low")),
    ]).toEqual([header, []]);
  expect(await codesOf(lines("zork,plim", "Leeds,Mary Reed", "York,Tom Hill", "Bath,Ann Low"))).toEqual([]);
  expect(await codesOf(lines("Zork,Plim", "Leeds,12", "York,7", "Bath,3"))).toEqual([]);
});

test("a small table above the one whose names are taken is asked about", async () => {
  const { issues } = await readWhole(
    lines("a,b,c,d,e", "1,2,3,4,5", "", "town,share", "Leeds,7", "York,8", "Bath,9"),
  );
  expect(issues.map(({ code }) => code)).toContain("header_tie");
});

test("of a single column, a line above a blank one may be the name or a title, and it is asked", async () => {
  expect(await codesOf(lines("Wells of Leeds", "", "name", "Old oak", "New mill", "Mary's"))).toContain(
    "header_tie",
  );
});

test("values behind blank rows, and places in brackets, are no second names", async () => {
  expect(await codesOf(lines("url", "", "http://a.com/b", "http://a.com/c"))).toEqual(["blank_row"]);
  expect(await codesOf(lines("place;person", "(15.47, -18.33);Ann", "(11.35, 109.81);Bob"))).toEqual([]);
});

test("rows that divide the names above them are asked about, however few rows follow", async () => {
  expect(await codesOf(lines("town,2019,,2020,", ",mean,sd,mean,sd", "Leeds,1,2,3,4"))).toContain(
    "header_rows",
  );
  expect(await codesOf(lines("well,depth,site", ",(m),", "W1,12,Leeds", "W2,7,York"))).toContain(
    "header_rows",
  );
  expect(await codesOf(lines("site,from,rate", "part,total,sd", "Leeds,2019-01-02,7%"))).toContain(
    "header_rows",
  );
});

test("notes below fewer rows than they are themselves are told, and a row with its number alone is no note", async () => {
  const few = await readWhole(lines("name,kind", "Mary Reed,late", "* provisional,", "Source: own survey,"));
  expect(few.issues).toContainEqual({ line: 3, row: 2, column: null, code: "footnotes" });
  expect(await codesOf(lines("number,note", "1,a", "2,b", "3,c", "4,"))).toEqual([]);
  expect(await codesOf(lines("ref,town,count", "Source: own survey,,"))).toContain("footnotes");
  const full = Array.from({ length: 10 }, (_, row) => `Mary ${String.fromCharCode(65 + row)},late`);
  const sparse = await codesOf(
    lines("name,kind", "Tom Hill,", ...full, "* provisional,", "Source: own survey,"),
  );
  expect(sparse).toContain("footnotes");
});

test("kinds of values below the names are asked about, above words too", async () => {
  const rows = ["Leeds,Mary Reed", "York,Tom Hill", "Bath,Ann Low"];
  expect(await codesOf(lines("town,person", "string,varchar(40)", ...rows))).toEqual(["header_rows"]);
});
