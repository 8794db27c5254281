import { cleanup, render, screen } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { jobStatuses } from "@/lib/api-contract/status";
import { AccountLine, accountedFor, accountOf, wholeOf } from "./account-line";

afterEach(cleanup);

const status = "running";
const rows = {
  total: 987,
  succeeded: 966,
  failed: 9,
  unknown: 5,
  notTried: 2,
  keptBack: 11,
  excluded: 2,
};

describe("the account line", () => {
  test("adds up to every row of the file, whatever became of them", () => {
    const counts = fc.record({
      succeeded: fc.nat(),
      failed: fc.nat(),
      unknown: fc.nat(),
      notTried: fc.nat(),
      keptBack: fc.nat(),
      excluded: fc.nat(),
    });
    fc.assert(
      fc.property(counts, fc.nat(), fc.constantFrom(...jobStatuses), (ended, now, anyStatus) => {
        const total = ended.succeeded + ended.failed + ended.unknown + ended.notTried + now;
        const segments = accountOf({ status: anyStatus, rows: { ...ended, total } });
        expect(wholeOf(segments)).toBe(total + ended.keptBack + ended.excluded);
      }),
    );
  });

  test("counts what no answer has come for as with the system now", () => {
    expect(accountOf({ rows, status }).find((segment) => segment.kind === "running")?.count).toBe(5);
  });

  test("calls what is still being handed over on its way, not with the system", () => {
    const label = (now: "sending" | "running") =>
      accountOf({ rows, status: now }).find((segment) => segment.kind === "running")?.label;
    expect([label("sending"), label("running")]).toEqual(["on the way to the system", "with the system now"]);
  });

  test("calls nothing with the system once somebody has to decide: it is not confirmed", () => {
    const segments = accountOf({ rows, status: "needs_decision" });
    expect(segments.find((segment) => segment.kind === "running")?.count).toBe(0);
    expect(segments.find((segment) => segment.kind === "unsure")?.count).toBe(10);
    expect(wholeOf(segments)).toBe(wholeOf(accountOf({ rows, status })));
  });

  test("counts only done, settled and excluded rows as accounted for", () => {
    expect(accountedFor(accountOf({ rows, status }))).toBe(968);
  });

  test("is read aloud as the numbers it shows, and leaves out what is empty", () => {
    render(
      <AccountLine
        segments={accountOf({
          rows: { ...rows, unknown: 0, succeeded: 976, excluded: 0, keptBack: 0 },
          status,
        })}
      />,
    );
    expect(screen.getByRole("img").getAttribute("aria-label")).toBe("976 done, 9 failed, 2 not tried");
    expect(screen.getByRole("img").children).toHaveLength(3);
  });

  test("draws each segment in proportion to its rows", () => {
    render(<AccountLine segments={accountOf({ rows, status })} />);
    const grown = [...screen.getByRole("img").children].map((bar) =>
      Number((bar as HTMLElement).style.flexGrow),
    );
    expect(grown).toEqual([966, 2, 5, 5, 9, 11, 2]);
  });

  test("draws accounted for first, open after, untouched last", () => {
    render(<AccountLine segments={accountOf({ rows, status })} />);
    const kinds = [...screen.getByRole("img").children].map((bar) => bar.getAttribute("data-bar"));
    expect(kinds).toEqual(["done", "excluded", "running", "unsure", "failed", "held", "idle"]);
  });
});
