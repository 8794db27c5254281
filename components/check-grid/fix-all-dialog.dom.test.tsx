import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { IssueKind } from "@/lib/checks/issue";
import type { Preview, Progress } from "@/lib/csv-worker/protocol";
import { FixAllDialog } from "./fix-all-dialog";
import type { GridSource } from "./grid-source";

afterEach(cleanup);

const kind: IssueKind = {
  ...{
    code: "max_length",
    field: "name",
    severity: "error",
    label: "Name: too long",
    count: 900_000,
    first: [],
  },
  fixAll: [
    { label: "Leave these rows out", command: { kind: "exclude", rows: { filter: { show: "errors" } } } },
  ],
};

const unasked = () => Promise.reject(new Error("Only what a command would change is asked for."));

/** A reader that tells how far it is when the test says so. */
function slowSource() {
  let tell: (progress: Progress) => void = () => undefined;
  let answer: (preview: Preview) => void = () => undefined;
  const source: GridSource = {
    ...{
      rows: unasked,
      count: unasked,
      step: unasked,
      spread: unasked,
      matches: unasked,
      exportRows: unasked,
    },
    preview: (_command, options) => {
      tell = (progress) => options?.onProgress?.(progress);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  };
  return {
    source,
    tell: (progress: Progress) => act(() => tell(progress)),
    answer: (preview: Preview) => act(async () => answer(preview)),
  };
}

it("while a million rows are counted the dialog says how far it is, and offers nothing before it is known", async () => {
  const { source, tell, answer } = slowSource();
  render(
    <FixAllDialog
      kind={kind}
      source={source}
      evidence={null}
      onDo={() => undefined}
      onClose={() => undefined}
    />,
  );
  expect(screen.getByText("Counting…")).toBeTruthy();
  const change = screen.getByRole<HTMLButtonElement>("button", { name: "Change the cells" });
  expect(change.disabled).toBe(true);
  tell({ doneBytes: 45_900_000, totalBytes: 109_000_000, rows: 421_000 });
  expect(screen.getByText("42 % of the file, 421,000 rows read")).toBeTruthy();
  await answer({ cells: 0, rows: 900_000, first: [] });
  expect(screen.queryByText("Counting…")).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Exclude 900,000 rows" }).disabled).toBe(
    false,
  );
});
