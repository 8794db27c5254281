import { createHash, randomInt } from "node:crypto";
import { z } from "zod";
import { type FaultName, faultNames, faults } from "./faults";
import { matches, type Rule, ruleSchema, type Subject } from "./rules";

/**
 * Faults by chance. The same seed gives the same faults: what befalls a call depends on the seed, on its method, path
 * (numbers left out) and connection, and on how many such calls came before it, not on what happens beside it.
 */
export const diceSchema = z.strictObject({
  /** Chosen and told when it is left out. */
  seed: z.int().min(0).optional(),
  /** How likely each fault of the catalogue is; all together at most 1. */
  faults: z
    .partialRecord(z.enum(faultNames), z.number().min(0).max(1))
    .refine((all) => Object.values(all).reduce((sum, each) => sum + each, 0) <= 1.000001, {
      message: "the probabilities are over 1 together",
    }),
  /** Only these calls; the other conditions of a rule. */
  connection: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  /** Within the body, faults strike at a byte of these. */
  withinBytes: z.int().min(1).default(100_000),
});

export type DicePlan = z.infer<typeof diceSchema>;

/** Two numbers of 0 or more, and under 1. */
function draw(text: string): [number, number] {
  const digest = createHash("sha256").update(text).digest();
  return [digest.readUInt32BE(0) / 2 ** 32, digest.readUInt32BE(4) / 2 ** 32];
}

export class Dice {
  readonly plan: DicePlan & { seed: number };
  readonly #calls = new Map<string, number>();
  readonly #struck: Partial<Record<FaultName, number>> = {};
  #drawn = 0;

  constructor(plan: DicePlan) {
    this.plan = { ...plan, seed: plan.seed ?? randomInt(2 ** 31) };
  }

  /** The fault that befalls this call, as a rule for it alone. */
  take(subject: Subject): Rule | null {
    if (!matches(this.plan, subject)) return null;
    const { method, path, connection } = subject;
    const kind = `${method} ${path.replace(/\/\d+(?=\/|$)/g, "/*")} ${connection?.connector.key ?? ""}`;
    const nth = (this.#calls.get(kind) ?? 0) + 1;
    this.#calls.set(kind, nth);
    this.#drawn += 1;
    const [chance, place] = draw(`${this.plan.seed} ${kind} ${nth}`);
    const name = this.#named(chance);
    if (!name) return null;
    this.#struck[name] = (this.#struck[name] ?? 0) + 1;
    const within = "atByte" in faults[name] ? { atByte: 1 + Math.floor(place * this.plan.withinBytes) } : {};
    return ruleSchema.parse({ fault: name, ...within });
  }

  report(): { plan: DicePlan & { seed: number }; drawn: number; struck: Partial<Record<FaultName, number>> } {
    return { plan: this.plan, drawn: this.#drawn, struck: this.#struck };
  }

  #named(chance: number): FaultName | null {
    let reached = 0;
    for (const name of faultNames) {
      reached += this.plan.faults[name] ?? 0;
      if (chance < reached) return name;
    }
    return null;
  }
}
