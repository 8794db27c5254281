import fc from "fast-check";
import { expect, test } from "vitest";
import type { CheckCounts } from "./checks/issue";
import type { FileFacts } from "./csv/file-facts";
import {
  blockedReason,
  type Destination,
  type Draft,
  type DraftEvent,
  emptyDraft,
  recordsToSend,
  reduceDraft,
  steps,
} from "./import-draft";

const destinationOf = (objectName: string, required = true): Destination => ({
  connection: { id: "c1", name: "Sage 200", connector: { key: "sage200", name: "Sage 200" } },
  objectName,
  fields: [{ path: "name", label: "Name", type: "string", required, readOnly: false }],
});

function fileOf(headers: string[], rows: number): FileFacts {
  const found = { evidence: "", chosen: false };
  return {
    name: "a.csv",
    sizeBytes: 10,
    lastModified: 0,
    complete: true,
    sha256: "0".repeat(64),
    reading: {
      encoding: { value: "utf-8", ...found },
      byteOrderMark: false,
      delimiter: { value: ",", ...found },
      quote: { value: '"', ...found },
      newline: { value: "LF", ...found },
      headerRow: { value: 1, ...found },
    },
    columns: headers.map((header, index) => ({
      index,
      header,
      label: header,
      samples: [],
      filled: rows,
      maxLength: 1,
    })),
    rows,
    blankRows: 0,
    trailingBlankRows: 0,
    firstFileRow: rows > 0 ? 2 : null,
    head: [],
    preview: [],
    findings: [],
  };
}

const checkOf = (rows: number, withErrors: number, broken: number): CheckCounts => ({
  rows,
  ready: rows - withErrors,
  withErrors,
  withWarnings: 0,
  broken,
  excluded: 0,
  edited: 0,
  kinds: [],
});

const event: fc.Arbitrary<DraftEvent> = fc.oneof(
  fc.constantFrom(...steps).map((step) => ({ kind: "step_entered" as const, step })),
  fc.constantFrom(destinationOf("customers"), destinationOf("products", false)).map((destination) => ({
    kind: "destination_chosen" as const,
    destination,
  })),
  fc.constantFrom(fileOf(["name"], 3), fileOf(["Colour"], 3), fileOf(["name"], 0)).map((file) => ({
    kind: "file_opened" as const,
    file,
  })),
  fc
    .constantFrom(checkOf(3, 1, 1), checkOf(3, 3, 0), checkOf(3, 0, 0))
    .map((check) => ({ kind: "checked" as const, check })),
  fc.constantFrom<DraftEvent>(
    { kind: "file_closed" },
    { kind: "policy_chosen", policy: "send_all" },
    { kind: "mapping_changed", mapping: { entries: [] } },
  ),
);

test("whatever happens in whatever order, the step looked at is reached, and Send is reached only with rows to send", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let draft: Draft = emptyDraft;
      for (const next of events) {
        const before = draft;
        draft = reduceDraft(draft, next);
        expect(steps.indexOf(draft.at)).toBeLessThanOrEqual(steps.indexOf(draft.reached));
        const cameToSend = draft.reached === "send" && before.reached !== "send";
        if (cameToSend && draft.reached === "send") {
          expect(recordsToSend(draft.check, draft.policy)).toBeGreaterThan(0);
          expect(draft.file.rows).toBeGreaterThan(0);
          expect(draft.mapping.entries.length).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

function after(...events: DraftEvent[]): Draft {
  return events.reduce(reduceDraft, emptyDraft);
}
const toMap: DraftEvent[] = [
  { kind: "destination_chosen", destination: destinationOf("customers") },
  { kind: "file_opened", file: fileOf(["name", "Colour"], 3) },
  { kind: "step_entered", step: "map" },
];

test("the mapping is suggested when Map is entered, and a step is not skipped", () => {
  expect(after(...toMap)).toMatchObject({ reached: "map", mapping: { entries: [{ field: "name" }] } });
  expect(after(...toMap, { kind: "step_entered", step: "send" }).at).toBe("map");
});

test("what blocks a step is said in words", () => {
  const unmapped = after(...toMap, { kind: "mapping_changed", mapping: { entries: [] } });
  expect(blockedReason(unmapped)).toBe("A required field is not mapped: Name.");
  const free = after(
    { kind: "destination_chosen", destination: destinationOf("products", false) },
    ...toMap.slice(1),
    {
      kind: "mapping_changed",
      mapping: { entries: [] },
    },
  );
  expect(blockedReason(free)).toBe("Map at least one column.");
  const checking = after(...toMap, { kind: "step_entered", step: "check" });
  expect(blockedReason(checking)).toBe("The rows are not checked yet.");
  expect(blockedReason(reduceDraft(checking, { kind: "checked", check: checkOf(3, 3, 1) }))).toBe(
    "No row is ready to be sent.",
  );
});

test("sending rows with errors too leaves the broken ones here", () => {
  expect(recordsToSend(checkOf(10, 4, 1), "keep_errors_back")).toBe(6);
  expect(recordsToSend(checkOf(10, 4, 1), "send_all")).toBe(9);
});
