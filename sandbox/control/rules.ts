import { z } from "zod";

/**
 * What happens to the next calls that match. Every named property must match; `skip` calls pass first, then `times` calls
 * (null: all) are treated. The first rule that matches is used, in the order they were made.
 */
export const ruleSchema = z.strictObject({
  /** Key or id of a connection, as the Element token of the call names it. */
  connection: z.string().optional(),
  method: z.string().optional(),
  /** Path after `/elements/api-v2`, without `/hubs/{hub}`; `*` stands for one segment, as in `/bulk/*`. */
  path: z.string().optional(),
  skip: z.int().min(0).default(0),
  times: z.nullable(z.int().min(1)).default(1),
  /** Before the body of the request is read and anything is done, or after it was done. */
  when: z.enum(["before", "after"]).default("before"),
  /** With "after", on an upload: whether a job is made of what was read. */
  accept: z.boolean().default(true),
  delayMs: z.int().min(0).default(0),
  /** Cuts the connection instead of answering. */
  drop: z.boolean().default(false),
  /** Answers this instead; a body that is text is sent as it is, none is the platform's error body. */
  answer: z
    .strictObject({
      status: z.int().min(200).max(599),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.unknown().optional(),
    })
    .optional(),
});

export type Rule = z.infer<typeof ruleSchema>;

export interface Subject {
  method: string;
  path: string;
  connection: { id: number; connector: { key: string } } | null;
}

function matches(rule: Rule, subject: Subject): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== subject.method) return false;
  if (rule.connection !== undefined) {
    const { connection } = subject;
    if (!connection || ![connection.connector.key, String(connection.id)].includes(rule.connection))
      return false;
  }
  if (rule.path === undefined) return true;
  const wanted = rule.path.split("/");
  const segments = subject.path.split("/");
  return (
    wanted.length === segments.length && wanted.every((part, at) => part === "*" || part === segments[at])
  );
}

/** The rules in force; each remembers how often it may still be used. */
export class Rules {
  #rules: { rule: Rule; skip: number; left: number }[] = [];

  add(rule: Rule): void {
    this.#rules.push({ rule, skip: rule.skip, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): (Rule & { left: number | null })[] {
    return this.#rules.map(({ rule, left }) => ({ ...rule, left: Number.isFinite(left) ? left : null }));
  }

  /** The rule for this call, counted as used. */
  take(subject: Subject): Rule | null {
    for (const entry of this.#rules) {
      if (!matches(entry.rule, subject)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      if (entry.left <= 0) this.#rules = this.#rules.filter((other) => other !== entry);
      return entry.rule;
    }
    return null;
  }
}
