import { expect, test } from "vitest";
import { cleanTables } from "./pollution/clean-tables";
import { Judgement } from "./pollution/judge";
import { allFiles } from "./pollution/polluted-files";

const smallTables = cleanTables
  .filter(({ name }) => ["people", "codes"].includes(name))
  .map((table) => ({ ...table, rows: table.rows.slice(0, 9) }));

test.each(["found", "said"] as const)(
  "of polluted tables, their dialect %s, no row is lost or shifted in silence, and no neighbour of a fault suffers",
  async (way) => {
    const judgement = new Judgement();
    for (const file of allFiles(smallTables)) await judgement.judge(file, way);
    const all = judgement.sums.get("all");
    expect(judgement.faults.slice(0, 5)).toEqual([]);
    expect(all?.score).toMatchObject({ success: all?.files, silent: 0, damaged: 0 });
    expect((all?.score.cells ?? 0) / (all?.files ?? 1)).toBeGreaterThan(0.97);
  },
  120_000,
);
