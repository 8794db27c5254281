import { readFileSync } from "node:fs";
import { suggestMapping } from "../lib/mapping/suggest-mapping";
import type { TargetField } from "../lib/mapping/target-field";
import type { Connector } from "../sandbox/connectors/connector";
import { freshbooks } from "../sandbox/connectors/freshbooks";
import { sage200 } from "../sandbox/connectors/sage-200";

/**
 * Header lists of other products' exports with the field a careful person would choose for each (bench/headers), onto
 * the objects of both connectors. Names alone: the columns have no values.
 */
const connectors: Record<string, Connector> = { freshbooks, sage200 };

interface Truth {
  header: string;
  /** Fields that are right; empty: none is. */
  fields: string[];
  optional: boolean;
}

interface HeaderList {
  title: string;
  object: string;
  truths: Truth[];
}

/** Files of lists that were at hand while the words of the matching were chosen, and of those written after that. */
export const atHand = ["contacts", "documents"];
export const later = ["later"];
/** Files of lists written after those of `later` had been looked at. */
export const latest = ["latest"];

const read = (name: string) =>
  readFileSync(new URL(`./headers/${name}.txt`, import.meta.url), "utf8").split("\n");

function toTruth(header: string, cell: string): Truth {
  const choices = cell.split(" / ").map((choice) => choice.trim());
  return {
    header,
    fields: choices.map((choice) => choice.replace(/\?$/, "")).filter((choice) => choice !== "-"),
    optional: choices.some((choice) => choice === "-" || choice.endsWith("?")),
  };
}

function headerLists(names: readonly string[]): HeaderList[] {
  const lists: HeaderList[] = [];
  const targets = ["freshbooks customers", "sage200 customers"];
  let open: HeaderList[] = [];
  for (const line of names.flatMap(read)) {
    if (line.startsWith("#") || line.trim() === "") continue;
    const [first = "", ...cells] = line.split(" | ");
    if (first.startsWith("== ")) {
      const objects = cells.length > 0 ? cells : targets;
      open = objects.map((object) => ({ title: first.slice(3), object: object.trim(), truths: [] }));
      lists.push(...open);
    } else for (const [at, list] of open.entries()) list.truths.push(toTruth(first, cells[at] ?? "-"));
  }
  return lists;
}

function fieldsOf(object: string): TargetField[] {
  const [connector = "", name = ""] = object.split(" ");
  const found = connectors[connector]?.objects.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no object ${object}.`);
  return found.fields.map((field) => ({
    path: field.path,
    label: field.label ?? field.path,
    type: field.type,
    required: field.required ?? false,
    readOnly: field.readOnly ?? false,
  }));
}

/** What was suggested for all the lists, counted, with a line for each that is not as it should be. */
export interface Judgement {
  lists: number;
  /** Columns that have a field. */
  mappable: number;
  right: number;
  suggested: number;
  wrong: number;
  faults: string[];
}

export function judgeSuggestions(names: readonly string[]): Judgement {
  const lists = headerLists(names);
  const total: Judgement = { lists: lists.length, mappable: 0, right: 0, suggested: 0, wrong: 0, faults: [] };
  for (const list of lists) judge(list, total);
  return total;
}

function judge({ title, object, truths }: HeaderList, total: Judgement): void {
  const columns = truths.map(({ header }, index) => ({ index, header }));
  const { entries } = suggestMapping(columns, fieldsOf(object));
  const suggested = new Map(
    entries.flatMap(({ field, source }) =>
      source.kind === "column" ? [[source.column, field] as const] : [],
    ),
  );
  total.suggested += suggested.size;
  for (const [index, { header, fields, optional }] of truths.entries()) {
    const field = suggested.get(index);
    const isRight = field !== undefined && fields.includes(field);
    const isMissed = field === undefined && fields.length > 0 && !optional;
    const isWrong = field !== undefined && !isRight;
    if (isRight || (fields.length > 0 && !optional)) total.mappable += 1;
    if (isRight) total.right += 1;
    if (isWrong) total.wrong += 1;
    if (isMissed || isWrong) {
      const wanted = fields.join(" or ") || "nothing";
      total.faults.push(`${title} → ${object}: "${header}" → ${field ?? "nothing"}, not ${wanted}`);
    }
  }
}
