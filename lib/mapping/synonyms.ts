import { addressWords, peopleWords } from "./contact-words";
import type { SynonymBlock } from "./synonym-block";
import { moneyWords, stockWords } from "./trade-words";
import { compact } from "./words";

export interface SynonymTarget {
  /** Compact name of the field. */
  field: string;
  /** 0 for the likeliest; a guess begins further down. */
  rank: number;
  /** Compact names of fields that forbid it. */
  unless: readonly string[];
}

const firstGuess = 5;

const namesOf = (list: string): string[] => list.split(",").map(compact);

/** Compact name of a column → what fields of that meaning may be called. */
export function createSynonymIndex(): ReadonlyMap<string, readonly SynonymTarget[]> {
  const index = new Map<string, SynonymTarget[]>();
  for (const block of [...peopleWords, ...addressWords, ...moneyWords, ...stockWords]) addBlock(index, block);
  return index;
}

function addBlock(index: Map<string, SynonymTarget[]>, block: SynonymBlock): void {
  const unless = block.unless === undefined ? [] : namesOf(block.unless);
  const targets = namesOf(block.fields).map((field, rank) => ({
    field,
    rank: block.isGuess ? rank + firstGuess : rank,
    unless,
  }));
  for (const column of new Set(namesOf(block.columns))) {
    index.set(column, [...(index.get(column) ?? []), ...targets]);
  }
}
