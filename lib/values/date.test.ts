import fc from "fast-check";
import { expect, test } from "vitest";
import { serialDay } from "./calendar";
import { type DateFormat, isoDay, readDate, writeDay } from "./date";
import { addDate, noDates, settleDates } from "./date-evidence";

const dmy: DateFormat = { order: "dmy", pivot: 49 };
const mdy: DateFormat = { order: "mdy", pivot: 49 };
const read = (text: string, format: DateFormat) => {
  const found = readDate(text, format);
  return found === null ? null : isoDay(found.day);
};

test("days are read in either order, with names in English and German, and two-digit years", () => {
  for (const text of [
    "05.03.2026",
    "5/3/26",
    "5-3-2026",
    "5. März 2026",
    "5 Mar 2026",
    "March 5, 2026",
    "2026-03-05",
    "20260305",
    "5th March 2026",
  ])
    expect(read(text, dmy)).toBe("2026-03-05");
  expect(read("05.03.2026", mdy)).toBe("2026-05-03");
  expect([read("1.1.49", dmy), read("1.1.50", dmy)]).toEqual(["2049-01-01", "1950-01-01"]);
  for (const text of ["31.09.2026", "29.02.2025", "13/13/2026", "soon", "", "1.2"])
    expect(read(text, dmy)).toBeNull();
});

test("every day of a calendar is written and read as the same day, without a clock", () => {
  const days = fc.date({
    min: new Date("1901-01-01T00:00:00Z"),
    max: new Date("2099-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const found = readDate(iso, dmy);
      expect(found === null ? null : read(writeDay(found.day, "dd/MM/yyyy") ?? "", dmy)).toBe(iso);
      expect(found === null ? null : read(writeDay(found.day, "M/d/yyyy") ?? "", mdy)).toBe(iso);
    }),
  );
});

test("a spreadsheet's serial number is its day, in both systems, and the day that never was is none", () => {
  expect(
    [1, 59, 60, 61, 46_295].map((serial) => serialDay(serial, 1900)).map((day) => day && isoDay(day)),
  ).toEqual(["1900-01-01", "1900-02-28", null, "1900-03-01", "2026-09-30"]);
  const day = serialDay(44_833, 1904);
  expect(day && isoDay(day)).toBe("2026-09-30");
});

function settled(...texts: string[]) {
  const evidence = noDates();
  for (const text of texts) addDate(evidence, text);
  return settleDates(evidence);
}

test("a number above 12 settles the order, none or both sides make it a tie", () => {
  expect(settled("13.01.2026", "01.02.2026")).toMatchObject({
    format: dmy,
    evidence: "Day-month: 1 row has a first number above 12, none says otherwise.",
  });
  expect(settled("01/13/2026")).toMatchObject({ format: mdy });
  expect(settled("01/02/2026")).toMatchObject({ format: null, choices: [{ format: dmy }, { format: mdy }] });
  expect(settled("13/01/2026", "01/13/2026").format).toBeNull();
  expect(settled("2026-01-02", "05.05.2026").format).toEqual(dmy);
  expect(settled("45000").choices.map(({ words }) => words)[0]).toBe("Days since 1900, as Excel counts");
});
