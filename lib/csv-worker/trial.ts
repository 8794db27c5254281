import { detached } from "@/lib/csv/detached";
import { createFeeds, type Feed } from "@/lib/mapping/feeds";
import type { MappingEntry } from "@/lib/mapping/mapping";
import { isText } from "@/lib/mapping/step-fault";
import type { Trial } from "@/lib/mapping/trial";
import { type DataRow, eachRowAt } from "./data-rows";
import type { PassOptions } from "./file-pass";
import { rowAbove } from "./row-above";
import type { Sheet } from "./sheet";

/** What can be seen at a glance while a change is typed; all rows are looked at by the check. */
const mostRows = 100_000;
const mostLines = 4;

/** What an entry of a mapping would send, tried on the first rows as they are now. @throws TaskError */
export async function tryEntry(sheet: Sheet, entry: MappingEntry, options: PassOptions): Promise<Trial> {
  const { opened, overlay, notData } = sheet;
  const rows = Math.min(opened.facts.rows, mostRows);
  const feeds = createFeeds({ entries: [entry] });
  const [feed] = feeds.all;
  const trial: Trial = { rows: 0, changed: 0, failed: 0, lines: [], failing: [] };
  if (feed === undefined) return trial;
  const seen = new Set<string>();
  const indices = Array.from({ length: rows }, (_, index) => index);
  await eachRowAt(opened, overlay, indices, options, (row) => {
    const as = feeds.readsAbove ? rowAbove(row, opened.facts.columns.length, notData) : "gives";
    if (feeds.readsAbove) feeds.note(row, as);
    if (row.isExcluded || as !== "gives") return;
    trial.rows += 1;
    addRow(trial, feed, row, seen);
  });
  return trial;
}

/** Different cells as examples, those that change rather than those that stay. */
function addRow(trial: Trial, feed: Feed, row: DataRow, seen: Set<string>): void {
  const { fileRow } = row;
  const sent = feed.sent(row);
  const cells = feed.columns.map((column) => row.cell(column));
  if (!isText(sent)) {
    trial.failed += 1;
    if (trial.failing.length < mostLines && isNew(seen, cells))
      trial.failing.push(detached({ fileRow, cells, message: sent.message }));
    return;
  }
  const isChanged = cells.length !== 1 || sent !== cells[0];
  if (isChanged) trial.changed += 1;
  const { lines } = trial;
  const stale = lines.length < mostLines ? lines.length : lines.findIndex((line) => !line.isChanged);
  if (stale === -1 || (stale < lines.length && !isChanged) || !isNew(seen, cells)) return;
  lines.splice(stale, 1, detached({ fileRow, cells, sent, isChanged }));
}

function isNew(seen: Set<string>, cells: readonly string[]): boolean {
  const key = JSON.stringify(cells);
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
