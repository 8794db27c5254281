import { expect, test } from "vitest";
import { ImpossibleStep, LeaseLost } from "./job-store";
import { defaultPace } from "./pace";
import { longWait, untilWritten } from "./retry";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const atOnce = { shortest: 0, longest: 0, longestWait: 0 };
const fault = (code: string) => Object.assign(new Error("not now"), { code });

/** @returns how often an answer was tried to be written until it was given up, or taken at the 100th time */
async function triesWith(error: Error): Promise<number> {
  let tries = 0;
  const write = async () => {
    tries += 1;
    if (tries < 100) throw error;
  };
  await untilWritten({ log }, write, atOnce).catch((thrown: unknown) => expect(thrown).toBe(error));
  return tries;
}

test("an answer waits for as long as the database is away or busy, and for a fault nobody knows only so long", async () => {
  for (const code of ["ECONNREFUSED", "57P01", "40P01", "40001", "57014", "25006"])
    expect(await triesWith(fault(code))).toBe(100);
  expect(await triesWith(new Error("Query read timeout"))).toBe(100);
  expect(await triesWith(fault("23514"))).toBe(10);
  expect(await triesWith(new LeaseLost("gone"))).toBe(1);
  expect(await triesWith(new ImpossibleStep("completed + accept"))).toBe(1);
});

test("what could not be sent goes within half a minute after a quarter of an hour of faults, and rarely after a longer one", () => {
  const { retryMs } = defaultPace;
  let sumMs = 0;
  for (let tries = 0; tries < retryMs.many; tries += 1) {
    const waitMs = longWait(retryMs, tries);
    expect(waitMs).toBeLessThanOrEqual(20_000);
    sumMs += waitMs;
  }
  expect(sumMs).toBeGreaterThan(15 * 60_000);
  expect(longWait(retryMs, retryMs.many)).toBeGreaterThanOrEqual(150_000);
  expect(longWait(retryMs, 1_000)).toBeLessThanOrEqual(300_000);
  expect(longWait(retryMs, 1_000, 7_000)).toBe(7_000);
});
