import type { Mapping } from "@/lib/mapping/mapping";
import { type ImportFacts, placeholdersOf, settleConstants } from "@/lib/mapping/placeholders";
import type { ImportSessionParts } from "./session-types";

/** A mapping with its constants settled, and what their placeholders stand for. */
export interface SettledMapping {
  /** As it was chosen. */
  chosen: Mapping;
  /** As it is checked and sent. */
  mapping: Mapping;
  /** `null` where nothing was asked for. */
  facts: ImportFacts | null;
}

/** Letters and digits that are not taken for one another. */
const signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * Names an import before it has a number, such as "261122-K7QX": the day, and four signs of chance. The number is given
 * when it is submitted, behind the last byte; this is known before the first.
 */
function referenceOf(uuid: string, today: string): string {
  const chance = [
    ...uuid
      .replaceAll(/[^\da-f]/gi, "")
      .padStart(8, "0")
      .slice(0, 8),
  ];
  const pairs = [0, 2, 4, 6].map((at) => Number.parseInt(`${chance[at]}${chance[at + 1]}`, 16));
  return `${today.slice(2).replaceAll("-", "")}-${pairs.map((pair) => signs[pair % signs.length]).join("")}`;
}

/** Settles the constants of an import. What they stand for stays the same until it is checked anew. */
export class ImportFactsOf {
  readonly #parts: Pick<ImportSessionParts, "about" | "ids">;
  #reference: string | null = null;
  #settled: SettledMapping | null = null;

  constructor(parts: Pick<ImportSessionParts, "about" | "ids">) {
    this.#parts = parts;
  }

  /** Another import begins, or the same one is checked anew. */
  forget(what: "import" | "settled"): void {
    this.#settled = null;
    if (what === "import") this.#reference = null;
  }

  /** @param file name of the operator's file */
  async settle(chosen: Mapping, file: string): Promise<SettledMapping> {
    if (this.#settled?.chosen === chosen) return this.#settled;
    this.#settled = await this.settleNow(chosen, file);
    return this.#settled;
  }

  /** The same for what is only tried. */
  async settleNow(chosen: Mapping, file: string): Promise<SettledMapping> {
    const used = new Set(
      chosen.entries.flatMap(({ source }) =>
        source.kind === "constant" ? [...placeholdersOf(source.value)] : [],
      ),
    );
    used.delete("row");
    if (used.size === 0) return { chosen, mapping: chosen, facts: null };
    const { today, user } = await this.#parts.about();
    this.#reference ??= referenceOf(this.#parts.ids.uuid(), today);
    const facts = { import: this.#reference, file, today, user };
    return { chosen, mapping: settleConstants(chosen, facts), facts };
  }
}
