import { z } from "zod";
import { behaviourSchema } from "./behaviour";
import { diceSchema } from "./dice";
import { type Rule, ruleSchema } from "./rules";

/**
 * The body of `POST /_sandbox/control`. `behaviour` switches and rules are set for the named connection, or for all;
 * `dropReply` and `uploadStatus` are short for rules that are often needed.
 */
export const commandSchema = z.strictObject({
  connection: z.string().optional(),
  ...behaviourSchema.partial().shape,
  /** So many uploads are taken, and the connection is cut instead of the answer. */
  dropReply: z.int().min(1).optional(),
  /** So many uploads are answered with this status, before or after their body was read; no job is made unless told. */
  uploadStatus: z
    .strictObject({
      status: z.int().min(200).max(599),
      when: z.enum(["before", "after"]).default("before"),
      times: z.int().min(1).default(1),
      accept: z.boolean().default(false),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.unknown().optional(),
    })
    .optional(),
  rules: z.array(ruleSchema).default([]),
  /** Faults by chance; null ends them. */
  dice: z.nullable(diceSchema).optional(),
  /** Gives connections another token; the old one is answered 401. */
  rotateToken: z.boolean().default(false),
  /** Moves the sandbox's time of day forward. */
  advanceSeconds: z.number().min(0).default(0),
  /** Ends all connections and takes no new ones for so long. */
  refuseForMs: z.int().min(1).optional(),
  /** What `GET /instances` answers when there is no connection at all. */
  emptyInstances: z.union([z.literal(404), z.literal(200)]).optional(),
  /** Forgets all rules and chances and goes back to the usual behaviour first. */
  reset: z.boolean().default(false),
});

export type Command = z.infer<typeof commandSchema>;

/** The rules that a command amounts to. */
export function rulesOf({ connection, dropReply, uploadStatus, rules }: Command): Rule[] {
  const made: unknown[] = [];
  const upload = { method: "POST", path: "/bulk/*" };
  if (dropReply !== undefined) made.push({ ...upload, times: dropReply, when: "after", drop: true });
  if (uploadStatus) {
    const { status, headers, body, ...rest } = uploadStatus;
    made.push({ ...upload, ...rest, answer: { status, headers, body } });
  }
  return [...made.map((rule) => ruleSchema.parse(rule)), ...rules].map((rule) =>
    connection === undefined || rule.connection !== undefined ? rule : { ...rule, connection },
  );
}
