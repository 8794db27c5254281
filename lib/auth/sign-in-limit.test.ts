import { expect, test } from "vitest";
import { createSignInLimit } from "./sign-in-limit";

test("the eleventh try after ten failures within a minute waits, and is free a minute after the first", () => {
  let now = 0;
  const limit = createSignInLimit(() => now);
  for (let n = 0; n < 10; n++) {
    expect(limit.retryAfter("a")).toBe(0);
    limit.failed("a");
    now += 1_000;
  }
  expect(limit.retryAfter("a")).toBe(50);
  expect(limit.retryAfter("b")).toBe(0);
  now = 60_000;
  expect(limit.retryAfter("a")).toBe(0);
});

test("a success forgets the failures before it", () => {
  const limit = createSignInLimit(() => 0);
  for (let n = 0; n < 10; n++) limit.failed("a");
  limit.succeeded("a");
  expect(limit.retryAfter("a")).toBe(0);
});

test("a flood of made-up accounts does not fill the memory, and the newest still count", () => {
  const limit = createSignInLimit(() => 0);
  for (let n = 0; n < 20_000; n++) limit.failed(`made-up ${n}`);
  for (let n = 0; n < 10; n++) limit.failed("real");
  expect(limit.retryAfter("real")).toBeGreaterThan(0);
});
