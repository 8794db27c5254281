import { expect, test } from "vitest";
import type { Refusal, Refusals } from "@/lib/api-contract/refusals";
import type { Destination } from "@/lib/import-draft";
import { emptyMapping, setUpdate } from "@/lib/mapping/mapping";
import { toMemory } from "./refusal-memory";
import { ambiguous, atSend, createBench, idle } from "./session-bench";

const destination: Destination = {
  connection: { id: "1", name: "Sage 200 UK", connector: { key: "sage200", name: "Sage 200" } },
  objectName: "customers",
  fields: [{ path: "tax_code", label: "Tax code", type: "string", required: null, readOnly: null }],
};
const refusal = (field: string, signature: string): Refusal => ({
  ...{ id: 1, field, signature, at: "2026-11-03T10:00:00.000Z", values: ["00"] },
  ...{ job: { id: "j", number: 41, by: "Ana" }, hint: null },
});
const now = new Date("2026-11-22T10:00:00.000Z");
const memory = (refusals: Refusal[], mapping = emptyMapping) =>
  toMemory({ key: "", refusals }, destination, mapping, now).refusals;

test("who refused it, when, for what, and what to do, with the field's plain name", () => {
  expect(memory([refusal("tax_code", "Tax code … is not known")])[0]?.words).toEqual({
    value: "Sage 200 refused this value on 3 Nov: Tax code … is not known",
    nothing: "Sage 200 refused rows without Tax code on 3 Nov: Tax code … is not known",
    expected: "The system does not know this code or record. Correct it, or create the record there first.",
  });
  expect(memory([refusal("x", "Computer says no")])[0]?.words.expected).toBe(
    "Something else, unless it was put right in Sage 200 since.",
  );
});

test("that a record is there already is no fault where it is to be updated by that field", () => {
  const taken = refusal("tax_code", "tax code … already exists");
  const other = refusal("tax_code", "tax code … is not known");
  expect(memory([taken, other])).toHaveLength(2);
  expect(memory([taken, other], setUpdate(emptyMapping, "tax_code"))).toHaveLength(1);
  expect(memory([taken, other], setUpdate(emptyMapping, "name"))).toHaveLength(2);
});

test("a check whose memory of refusals cannot be read goes on without it and says so; the next one reads it", async () => {
  const answers: (() => Promise<Refusals>)[] = [
    () => Promise.reject(ambiguous()),
    async () => ({ key: "", refusals: [] }),
  ];
  const bench = createBench({ refusals: () => answers.shift()?.() ?? Promise.reject(ambiguous()) });
  await atSend(bench);
  const { session } = bench;
  expect(session.getSnapshot()).toMatchObject({ isMemoryUnread: true, failure: null });
  session.runCheck();
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ isMemoryUnread: false, failure: null });
});
