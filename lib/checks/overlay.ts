import { replacing } from "@/lib/values/text-finder";
import type { CellEdit, RowRuns, SettledEdit } from "./edit";
import { repairOf } from "./repair";
import { RowBits } from "./row-bits";

/** What an edit changes: rows (`null`: all), and columns (`null`: all; none where rows are excluded or included). */
export interface EditScope {
  rows: RowBits | null;
  columns: number[] | null;
}

interface Step {
  edit: SettledEdit;
  scope: EditScope;
  revert(): void;
}

/** A column's changes in the order they were made: cells one by one, and rules over many. The last word wins. */
type Layer =
  | { kind: "cells"; cells: Map<number, string> }
  | { kind: "rule"; change: (value: string, row: number) => string };

/** So many cells may be set one by one; a bulk edit is one rule, whatever its size. */
export const mostCells = 1_000_000;

/**
 * What a person changed, over a file that stays as it is: sparse, in order, and each step of it can be undone. A rule
 * over a million rows is one layer.
 */
export class Overlay {
  readonly #done: Step[] = [];
  #undone: SettledEdit[] = [];
  readonly #columns = new Map<number, Layer[]>();
  readonly #excluded = new RowBits();
  #cells = 0;
  readonly #width: number;

  /** @param width columns of the file */
  constructor(width: number) {
    this.#width = width;
  }

  /** Grows and shrinks with steps done and undone. */
  get edits(): readonly SettledEdit[] {
    return this.#done.map(({ edit }) => edit);
  }

  get excluded(): RowBits {
    return this.#excluded;
  }

  get last(): SettledEdit | null {
    return this.#done.at(-1)?.edit ?? null;
  }

  get next(): SettledEdit | null {
    return this.#undone.at(-1) ?? null;
  }

  /** Cells that are set one by one. */
  get cells(): number {
    return this.#cells;
  }

  /** Columns that have a change anywhere. */
  columns(): number[] {
    return [...this.#columns.keys()].sort((a, b) => a - b);
  }

  isChanged(column: number): boolean {
    return this.#columns.has(column);
  }

  /** Whether an edit may have changed the cell; `false` is certain. */
  mayChange(row: number, column: number): boolean {
    const layers = this.#columns.get(column);
    return layers?.some((layer) => layer.kind === "rule" || layer.cells.has(row)) ?? false;
  }

  /** The cell as it is now. @param raw as it stands in the file */
  value(row: number, column: number, raw: string): string {
    const layers = this.#columns.get(column);
    if (layers === undefined) return raw;
    let value = raw;
    let from = 0;
    for (let at = layers.length - 1; at >= 0; at -= 1) {
      const layer = layers[at];
      const set = layer?.kind === "cells" ? layer.cells.get(row) : undefined;
      if (set === undefined) continue;
      value = set;
      from = at + 1;
      break;
    }
    for (let at = from; at < layers.length; at += 1) {
      const layer = layers[at];
      if (layer?.kind === "rule") value = layer.change(value, row);
    }
    return value;
  }

  /** Whether a repair of this kind has been over the whole column: its values are written as the repair writes them. */
  isRepaired(column: number, kind: "amount" | "date"): boolean {
    return this.#done.some(
      ({ edit }) =>
        edit.kind === "repair" && edit.column === column && edit.repair.kind === kind && edit.rows === null,
    );
  }

  /** Does an edit. What was undone before can no longer be done again. */
  do(edit: SettledEdit): EditScope {
    this.#undone = [];
    return this.#apply(edit);
  }

  /** Takes the last edit back. @returns what it changed; `null` when there is none */
  undo(): EditScope | null {
    const step = this.#done.pop();
    if (step === undefined) return null;
    step.revert();
    this.#undone.push(step.edit);
    return step.scope;
  }

  redo(): EditScope | null {
    const edit = this.#undone.pop();
    return edit === undefined ? null : this.#apply(edit);
  }

  #apply(edit: SettledEdit): EditScope {
    const [scope, revert] = this.#applied(edit);
    this.#done.push({ edit, scope, revert });
    return scope;
  }

  #applied(edit: SettledEdit): [scope: EditScope, revert: () => void] {
    switch (edit.kind) {
      case "set":
        return [scopeOfCells(edit.cells), this.#set(edit.cells)];
      case "fill":
      case "replace":
      case "repair":
        return this.#rule(edit);
      case "exclude":
      case "include":
        return this.#exclude(edit.rows, edit.kind === "exclude");
    }
  }

  #rule(edit: RuleEdit): [EditScope, () => void] {
    const rows = edit.rows === null ? null : RowBits.of(edit.rows);
    const only = ruleColumns(edit);
    const columns = only ?? Array.from({ length: this.#width }, (_, column) => column);
    for (const column of columns) {
      const change = ruleChange(edit, column);
      this.#layers(column).push({
        kind: "rule",
        change: rows === null ? change : (value, row) => (rows.has(row) ? change(value) : value),
      });
    }
    const revert = () => {
      for (const column of columns) this.#drop(column);
    };
    return [{ rows, columns: only }, revert];
  }

  #set(cells: readonly CellEdit[]): () => void {
    const before = cells.map(({ row, column, value }) => {
      const layer = this.#cellLayer(column);
      const had = layer.get(row);
      if (had === undefined) this.#cells += 1;
      layer.set(row, value);
      return had;
    });
    return () => {
      // Backwards, since a cell may be set twice in one step.
      for (const [at, { row, column }] of [...cells.entries()].reverse()) {
        const layer = this.#cellLayer(column);
        const had = before[at];
        if (had !== undefined) {
          layer.set(row, had);
          continue;
        }
        layer.delete(row);
        this.#cells -= 1;
        if (layer.size === 0) this.#drop(column);
      }
    };
  }

  #exclude(runs: RowRuns, excluded: boolean): [EditScope, () => void] {
    const changed = RowBits.of(runs);
    if (excluded) changed.deleteAll(this.#excluded);
    else {
      const others = RowBits.of(runs);
      others.deleteAll(this.#excluded);
      changed.deleteAll(others);
    }
    const turn = (on: boolean) => (on ? this.#excluded.addAll(changed) : this.#excluded.deleteAll(changed));
    turn(excluded);
    return [{ rows: changed, columns: [] }, () => turn(!excluded)];
  }

  #layers(column: number): Layer[] {
    const layers = this.#columns.get(column) ?? [];
    this.#columns.set(column, layers);
    return layers;
  }

  #cellLayer(column: number): Map<number, string> {
    const layers = this.#layers(column);
    const top = layers.at(-1);
    if (top?.kind === "cells") return top.cells;
    const cells = new Map<number, string>();
    layers.push({ kind: "cells", cells });
    return cells;
  }

  #drop(column: number): void {
    const layers = this.#layers(column);
    layers.pop();
    if (layers.length === 0) this.#columns.delete(column);
  }
}

/** Edits that do the same to every value of a column. */
export type RuleEdit = Extract<SettledEdit, { kind: "fill" | "replace" | "repair" }>;

/** 0-based columns of the file a rule is over; `null`: all. */
export function ruleColumns(edit: RuleEdit): number[] | null {
  switch (edit.kind) {
    case "fill":
      return edit.values.map(({ column }) => column);
    case "replace":
      return edit.find.columns;
    case "repair":
      return [edit.column];
  }
}

/** What a rule makes of a value of one of its columns. */
export function ruleChange(edit: RuleEdit, column: number): (value: string) => string {
  switch (edit.kind) {
    case "fill": {
      const filled = edit.values.find((one) => one.column === column)?.value;
      return (value) => filled ?? value;
    }
    case "replace":
      return replacing(edit.find, edit.by);
    case "repair": {
      const repaired = repairOf(edit.repair);
      return (value) => repaired(value) ?? value;
    }
  }
}

function scopeOfCells(cells: readonly CellEdit[]): EditScope {
  const rows = new RowBits();
  for (const { row } of cells) rows.add(row);
  return { rows, columns: [...new Set(cells.map(({ column }) => column))] };
}
