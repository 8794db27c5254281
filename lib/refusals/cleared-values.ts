import "server-only";
import { valueFingerprints } from "../checks/value-fingerprint";
import type { Values } from "../jobs/record-values";
import type { KnownValue } from "./refused-values";

/** Texts of a field that were looked at lately: most come again and again. */
const mostTexts = 10_000;

interface Field {
  path: string;
  fingerprintOf: (value: string) => string;
  known: ReadonlyMap<string, readonly KnownValue[]>;
  texts: Set<string>;
}

/** Finds out which values that were refused before stand in rows that were accepted now. */
export class ClearedValues {
  readonly #fields: readonly Field[];
  readonly #found = new Set<KnownValue>();

  constructor(key: Uint8Array, known: readonly KnownValue[]) {
    this.#fields = [...grouped(known, ({ field }) => field)].map(([path, own]) => ({
      path,
      fingerprintOf: valueFingerprints(key, path),
      known: grouped(own, ({ fingerprint }) => fingerprint.toString("hex")),
      texts: new Set(),
    }));
  }

  /** @param values of an accepted row; a field that was not sent is empty */
  note(values: Values): void {
    for (const { path, fingerprintOf, known, texts } of this.#fields) {
      const text = values[path] ?? "";
      if (texts.has(text)) continue;
      if (texts.size >= mostTexts) texts.clear();
      texts.add(text);
      for (const value of known.get(fingerprintOf(text)) ?? []) this.#found.add(value);
    }
  }

  values(): readonly KnownValue[] {
    return [...this.#found];
  }
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
