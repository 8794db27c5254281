import { expect, it } from "vitest";
import { isLive } from "./live";

it("treats a connection as live until somebody marks it as test", () => {
  expect(isLive({ tags: [] })).toBe(true);
  expect(isLive({ tags: ["finance", "latest"] })).toBe(true);
  expect(isLive({ tags: ["finance", " Test "] })).toBe(false);
  expect(isLive({ tags: ["sandbox"] })).toBe(false);
});
