import { afterEach, expect, vi } from "vitest";

// A message on the console is a finding nobody looked at: console.error fails the test that caused it.
const consoleError = vi.spyOn(console, "error");

afterEach(() => {
  const calls = consoleError.mock.calls.map((call) => call.map(String).join(" "));
  consoleError.mockClear();
  expect(calls, "console.error was called").toEqual([]);
});
