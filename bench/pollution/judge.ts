import { jsonRows } from "../../lib/csv/json-rows";
import type { ReadSettings } from "../../lib/csv/read-settings";
import type { PollutedFile } from "./polluted-file";
import { type ReadResult, type Score, scoreOf } from "./score";

/** What `npm run read` gives of a file. */
async function read({ bytes }: PollutedFile, settings: ReadSettings): Promise<ReadResult> {
  const slice = async (from: number, to: number) => bytes.slice(from, to);
  let text = "";
  for await (const piece of jsonRows("polluted.csv", { size: bytes.length, slice }, settings)) text += piece;
  return JSON.parse(text);
}

export interface Sum {
  files: number;
  /** Added up. */
  score: Score;
}

const nothing: Score = {
  ...{ success: 0, header: 0, records: 0, cells: 0 },
  ...{ silent: 0, damaged: 0, named: 0, blamed: 0 },
};

/** Sums by kind of pollution, all together under "all", and a line for each file that is not read as it should be. */
export class Judgement {
  readonly sums = new Map<string, Sum>();
  readonly faults: string[] = [];

  /** @param way `found`: the file alone is given; `said`: also what somebody who knows it would say of it */
  async judge(file: PollutedFile, way: "found" | "said"): Promise<void> {
    const result = await read(file, way === "found" ? {} : file.settings);
    const score = scoreOf(file, result);
    this.#add(file.kind, score);
    this.#add("all", score);
    if (score.silent > 0 || score.damaged > 0 || score.named < 1 || score.blamed > 0)
      this.faults.push(
        [way, file.kind, file.name, JSON.stringify(score), JSON.stringify(result.issues.slice(0, 6))].join(
          " · ",
        ),
      );
  }

  #add(kind: string, score: Score): void {
    const sum = this.sums.get(kind) ?? { files: 0, score: { ...nothing } };
    sum.files += 1;
    for (const key of Object.keys(nothing) as (keyof Score)[]) sum.score[key] += score[key];
    this.sums.set(kind, sum);
  }

  /** A table in Markdown. */
  table(): string {
    const rows = [...this.sums].map(([kind, { files, score }]) => {
      const share = (key: keyof Score) => (score[key] / files).toFixed(4);
      const shares = [share("success"), share("header"), share("records"), share("cells"), share("named")];
      return `| ${[kind, files, ...shares, score.silent, score.damaged, score.blamed].join(" | ")} |`;
    });
    return [
      "| pollution | files | read | header | records | cells | fault named | silent | damaged | blamed |",
      "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
      ...rows.sort((one, other) => one.localeCompare(other)),
    ].join("\n");
  }
}
