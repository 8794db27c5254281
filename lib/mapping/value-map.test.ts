import { expect, test } from "vitest";
import { applyValueMap, type ValueMap } from "./value-map";

const map = (others: ValueMap["others"]) =>
  applyValueMap({
    pairs: [
      { from: "D", to: { kind: "value", value: "DE" } },
      { from: "n/a", to: { kind: "blank" } },
      { from: "GB", to: { kind: "as_is" } },
      { from: "XX", to: { kind: "stop" } },
    ],
    others,
  });

test("each value becomes what was matched with it; spaces around it do not count", () => {
  const mapped = map("stop");
  expect(["D", " D ", "n/a", "GB", "", "  "].map(mapped)).toEqual(["DE", "DE", "", "GB", "", "  "]);
});

test("a value that stops, and one nobody matched where that stops, are faults in words", () => {
  expect(map("as_is")("XX")).toMatchObject({ code: "stopped_value" });
  expect(map("stop")("d")).toMatchObject({
    code: "unmatched_value",
    message: '"d" is not among the values that were matched.',
  });
});

test("other values stay or go as was chosen", () => {
  expect(map("as_is")("d")).toBe("d");
  expect(map("blank")("d")).toBe("");
});
