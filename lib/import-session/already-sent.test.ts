import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AlreadySent } from "@/lib/api-contract/already-sent";
import { RowBits } from "@/lib/checks/row-bits";
import { AlreadySentError, positionsOf } from "./already-sent";

const nothing = { rows: 0, runs: [], imports: [] };
const earlier = { jobId: "j", number: 41, at: "2026-11-03T10:12:00.000Z", by: "Ana", rows: 312 };
const seen: AlreadySent = {
  same: { rows: 2, runs: [[2, 3]], imports: [earlier] },
  changed: { ...nothing, field: "reference" },
};
const now = new Date("2026-11-22T12:00:00.000Z");

describe("rows that were accepted before", () => {
  test("are told with how many of how many, in which import, by whom and when", () => {
    const { message } = new AlreadySentError(
      seen,
      { uploadId: "upload-1", positions: [[0, 999]], records: 1000 },
      now,
    );
    expect(message).toMatch(
      /^2 of these 1,000 rows were accepted before, in import 41 by Ana, 3 Nov, \d\d:12\.$/,
    );
  });

  test("those with other content are another message, with the field that tells records apart", () => {
    const changed = {
      rows: 1,
      runs: [1],
      imports: [earlier, { ...earlier, number: 40 }],
      field: "reference",
    };
    const { message, same } = new AlreadySentError(
      { same: nothing, changed },
      { uploadId: "upload-1", positions: [[0, 4]], records: 5 },
      now,
    );
    expect(message).toMatch(
      /^1 of these 5 rows has the reference of a row that was accepted before, but other content \(in import 41 by Ana, .*, and 1 other import\)\.$/,
    );
    expect(same).toBeNull();
  });

  test("are found in the file by their place among what is sent, whatever stays in between", () => {
    const rows = fc.uniqueArray(fc.nat({ max: 300 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.boolean()), (sent, picks) => {
        const positions = sent.toSorted((a, b) => a - b);
        const wanted = positions.flatMap((position, at) => (picks.next().value ? [{ position, at }] : []));
        const records = new RowBits();
        for (const { at } of wanted) records.add(at + 1);
        const all = new RowBits();
        for (const position of positions) all.add(position);
        const found = RowBits.of(positionsOf(records.runs(), all.runs()));
        expect(found.slice(0, 1000)).toEqual(wanted.map(({ position }) => position));
      }),
    );
  });
});
