import { z } from "zod";
import { faultNames, faults } from "./faults";

/**
 * What happens to the next calls that match. Every named property must match; `skip` calls pass first, then `times` calls
 * (null: all) are treated. The first rule that matches is used, in the order they were made.
 */
const fullRuleSchema = z.strictObject({
  /** The name it has in the ledger. */
  fault: z.string().default("rule"),
  /** Key or id of a connection, as the Element token of the call names it. */
  connection: z.string().optional(),
  method: z.string().optional(),
  /** Path after `/elements/api-v2`, without `/hubs/{hub}`; `*` stands for one segment, as in `/bulk/*`. */
  path: z.string().optional(),
  skip: z.int().min(0).default(0),
  times: z.nullable(z.int().min(1)).default(1),
  /** Before the body of the request is read and anything is done, at a byte of the body, or after it was done. */
  when: z.enum(["before", "during", "after"]).default("before"),
  /** With "during": after so many bytes of the body, at the latest at its end. */
  atByte: z.int().min(1).default(1),
  /** With "after", on an upload: whether a job is made of what was read. */
  accept: z.boolean().default(true),
  delayMs: z.int().min(0).default(0),
  /** Ends the connection instead of answering: `drop` closes it, `reset` resets it, `stall` leaves it open and silent. */
  drop: z.boolean().default(false),
  reset: z.boolean().default(false),
  stall: z.boolean().default(false),
  /** Resets the connection, and takes no new ones for so long. */
  refuseForMs: z.int().min(0).default(0),
  /** To `Expect: 100-continue`: 100 when the body is read, no 100 at all, or 100 before anything is looked at. */
  continue: z.enum(["usual", "never", "at-once"]).default("usual"),
  /** Answers this instead; a body that is text is sent as it is, none is the platform's error body. */
  answer: z
    .strictObject({
      status: z.int().min(200).max(599),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.unknown().optional(),
      /** Written to the header Retry-After, in seconds or as a date. */
      retryAfter: z
        .strictObject({ seconds: z.number().min(0), as: z.enum(["seconds", "date"]).default("seconds") })
        .optional(),
    })
    .optional(),
  /** The usual answer, with this instead of its body. */
  replyBody: z.enum(["html", "empty", "broken", "huge"]).optional(),
  /** Size of a huge body. */
  replyBytes: z
    .int()
    .min(1)
    .default(20 * 1024 ** 2),
  /** The body of the answer is packed, whatever `Accept-Encoding` says. */
  encode: z.enum(["gzip", "br", "deflate"]).optional(),
  /** The body of the answer comes in so many bytes at a time. */
  trickle: z.strictObject({ bytes: z.int().min(1), everyMs: z.int().min(1) }).optional(),
  /** The connection is reset after so many bytes of the answer's body. */
  cutReplyAt: z.int().min(0).optional(),
});

/** A rule may begin with a fault of the catalogue, by its name. */
export const ruleSchema = z.preprocess((given) => {
  const name: unknown = Reflect.get(Object(given), "fault");
  const known = faultNames.find((each) => each === name);
  return known ? { ...faults[known], ...Object(given) } : given;
}, fullRuleSchema);

export type Rule = z.infer<typeof fullRuleSchema>;

export interface Subject {
  method: string;
  path: string;
  connection: { id: number; connector: { key: string } } | null;
}

/** What a rule answers instead of the usual: a status, "dropped" for no answer, undefined when it leaves the answer alone. */
export function plannedAnswer(rule: Rule | null): number | "dropped" | undefined {
  if (!rule) return undefined;
  if (rule.drop || rule.reset || rule.stall || rule.refuseForMs > 0) return "dropped";
  return rule.answer?.status;
}

export function matches(
  rule: Pick<Rule, "connection" | "method" | "path">,
  { method, path, connection }: Subject,
): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  if (rule.connection !== undefined) {
    if (!connection || ![connection.connector.key, String(connection.id)].includes(rule.connection))
      return false;
  }
  if (rule.path === undefined) return true;
  const wanted = rule.path.split("/");
  const segments = path.split("/");
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
