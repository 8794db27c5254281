"use client";
import { useRef, useState } from "react";
import type { RowFilter } from "@/lib/checks/edit";
import type { CheckCounts, Issue } from "@/lib/checks/issue";
import type { GridRow } from "@/lib/csv-worker/protocol";
import { number } from "@/lib/wording/counts";
import type { GridColumn } from "./grid-columns";
import type { Cursor } from "./grid-keys";
import type { GridSource } from "./grid-source";
import { allRows, walkNoun, walkOf } from "./views";

/** Where F8 has come to. */
export interface WalkPlace {
  index: number;
  /** What it was counted in: after a change it says nothing any more. */
  check: CheckCounts;
  /** "Row 5 of 11 with errors". */
  words: string;
  /** What a screen reader is told. */
  said: string;
}

interface WalkParts {
  source: GridSource;
  check: CheckCounts;
  filter: RowFilter;
  columns: readonly GridColumn[];
  /** The current cell, and the row it was put on. */
  cursor: Cursor | null;
  row: GridRow | undefined;
  rowIndex: number | null;
  onArrive: (filter: RowFilter, cursor: Cursor, index: number) => void;
  onFailure: (error: unknown) => void;
}

/** Goes from issue to issue, over the whole file, and round at its ends. */
export function useWalk(parts: WalkParts) {
  const [place, setPlace] = useState<WalkPlace | null>(null);
  const isGoing = useRef(false);

  const go = async (by: 1 | -1): Promise<void> => {
    const { source, check, filter, columns, cursor, row, rowIndex } = parts;
    const along = walkOf(check, filter);
    if (along === null || isGoing.current) return;
    const picks = picksOf(along, columns);
    // The next cell of the same row comes before the next row.
    const isHere = row !== undefined && cursor !== null && row.index === rowIndex;
    const beside = isHere ? nextColumn(picks(row), cursor.column, by) : null;
    if (isHere && beside !== null && place?.index === row.index) {
      setPlace({ ...place, said: saidOf(place.words, row, columns, beside) });
      parts.onArrive(filter, { ...cursor, column: beside }, row.index);
      return;
    }
    isGoing.current = true;
    try {
      const ends = by === 1 ? -1 : check.rows;
      // A row come to in another way may have an issue further on in it: it is no row to be passed over.
      const from = (rowIndex ?? ends) - (beside === null ? 0 : by);
      const ahead = await source.step(along, from, by, filter);
      const stop = ahead ?? (await source.step(along, ends, by, filter));
      if (stop === null) return;
      const [found] = await source.rows(stop.index, 1);
      if (found === undefined) return;
      const isSame = isHere && found.index === row.index;
      const edge = by === 1 ? -1 : columns.length + 1;
      const column = (isSame ? beside : null) ?? nextColumn(picks(found), edge, by) ?? 0;
      const words = placeWords(stop, walkNoun(check, along), ahead === null && from !== ends);
      setPlace({ index: stop.index, check, words, said: saidOf(words, found, columns, column) });
      // A view that leaves the row out gives way to all rows.
      const view = stop.line === null ? allRows : filter;
      parts.onArrive(view, { line: stop.line ?? stop.index, column }, stop.index);
    } catch (error) {
      parts.onFailure(error);
    } finally {
      isGoing.current = false;
    }
  };
  return { place: place?.check === parts.check ? place : null, go: (by: 1 | -1) => void go(by) };
}

/** Columns of the grid, 0 the row number, that a walk stops at in a row. */
function picksOf(along: RowFilter, columns: readonly GridColumn[]): (row: GridRow) => number[] {
  if (along.show === "matching") {
    const { text, matchCase } = along.find;
    const fold = (value: string) => (matchCase ? value : value.toLowerCase());
    return (row) =>
      columns.flatMap(({ column }, at) =>
        column !== null && fold(row.cells[column] ?? "").includes(fold(text)) ? [at + 1] : [],
      );
  }
  const isMeant = (issue: Issue) =>
    along.show === "kind"
      ? issue.code === along.code && issue.field === along.field
      : issue.severity === (along.show === "warnings" ? "warning" : "error");
  return ({ issues }) => {
    const meant = issues.filter(isMeant);
    const whole = meant.some(({ field }) => field === null) ? [0] : [];
    const cells = columns.flatMap(({ field }, at) =>
      field !== null && meant.some((issue) => issue.field === field) ? [at + 1] : [],
    );
    return [...whole, ...cells];
  };
}

function nextColumn(columns: readonly number[], from: number, by: 1 | -1): number | null {
  const next =
    by === 1 ? columns.find((column) => column > from) : columns.findLast((column) => column < from);
  return next ?? null;
}

const nouns = { error: "with errors", warning: "with warnings", match: "found" };

function placeWords(
  { place, of }: { place: number; of: number },
  noun: keyof typeof nouns,
  isRound: boolean,
): string {
  const words = `Row ${number(place)} of ${number(of)} ${nouns[noun]}`;
  return isRound ? `${words}, from the other end` : words;
}

function saidOf(words: string, row: GridRow, columns: readonly GridColumn[], column: number): string {
  const field = columns[column - 1]?.field ?? null;
  const issues = row.issues.filter((issue) => issue.field === (column === 0 ? null : field));
  const name = column === 0 ? "" : `, ${columns[column - 1]?.name ?? ""}`;
  const found = issues.map(({ message, expected }) => `${message} Expected: ${expected}.`).join(" ");
  return `${words}. Row ${row.fileRow}${name}. ${found}`;
}
