import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Field } from "@/lib/api-contract/connections";
import { CheckIndex } from "@/lib/checks/check-index";
import { createRowCheck, rowOfTexts } from "@/lib/checks/row-check";
import type { Column, FileFacts } from "@/lib/csv/file-facts";
import { createFeeds } from "@/lib/mapping/feeds";
import type { Mapping } from "@/lib/mapping/mapping";
import { CheckView } from "./check-view";

const field = (path: string, more: Partial<Field> = {}): Field => ({
  path,
  label: path,
  type: "string",
  required: false,
  readOnly: false,
  ...more,
});
const fields = [field("reference", { required: true, maxLength: 4 }), field("amount", { type: "number" })];
const mapping: Mapping = {
  entries: fields.map(({ path }, column) => ({
    field: path,
    source: { kind: "column", column },
    reason: { kind: "same_name" },
  })),
};
const column = (index: number, label: string): Column => ({
  index,
  header: label,
  label,
  samples: ["A100"],
  filled: 100,
  maxLength: 5,
});
const found = { evidence: "", chosen: false };
const file: FileFacts = {
  name: "customers.csv",
  sizeBytes: 1000,
  lastModified: 0,
  complete: true,
  sha256: null,
  reading: {
    encoding: { value: "utf-8", ...found },
    byteOrderMark: false,
    delimiter: { value: ",", ...found },
    quote: { value: '"', ...found },
    newline: { value: "LF", ...found },
    headerRow: { value: 1, ...found },
  },
  columns: [column(0, "Ref"), column(1, "Amount")],
  rows: 100,
  blankRows: 0,
  trailingBlankRows: 0,
  firstFileRow: 2,
  head: [],
  preview: [],
  findings: [],
};

/** A hundred rows; rows 12 and 92 of the file are wrong. */
const check = createRowCheck({ feeds: createFeeds(mapping), fields, width: 2 });
const rows = Array.from({ length: 100 }, (_, index) => {
  const cells = [index === 10 ? "TOOLONG" : `A${index}`, index === 90 ? "ten" : String(index)];
  return { fileRow: index + 2, cells, issues: check.issuesOf(rowOfTexts(index + 2, cells, [], index)) };
});

function result() {
  const index = new CheckIndex();
  for (const [at, { issues, cells }] of rows.entries()) index.add(at, issues, () => cells);
  const counts = index.counts({ rows: 100, excluded: 0, edited: 0 }, new Map(), check.fixAll);
  return { ...counts, issueRows: index.issueRows };
}

beforeEach(() => {
  // jsdom lays nothing out; the grid asks how large it is.
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(900);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const show = () => {
  const load = vi.fn(async (from: number, count: number) => rows.slice(from, from + count));
  const onPolicy = vi.fn();
  const props = { result: result(), file, fields, mapping, load, onPolicy, place: "Sage 200 UK" };
  render(<CheckView {...props} policy="keep_errors_back" />);
  return { load, onPolicy };
};

it("numbers the rows as the file does and explains a wrong cell in words", async () => {
  show();
  expect(await screen.findByRole("cell", { name: "A0" })).toBeTruthy();
  expect(screen.getByRole("rowheader", { name: "2" })).toBeTruthy();
  const wrong = screen.getByRole("cell", { name: "TOOLONG" });
  expect(wrong.getAttribute("aria-description")).toContain("4");
});

it("goes from error to error by F8 and back by Shift and F8, and says where", async () => {
  show();
  await screen.findByRole("cell", { name: "A0" });
  const status = () => screen.getAllByRole("status").map((one) => one.textContent);
  fireEvent.keyDown(document, { key: "F8" });
  expect(status().join()).toContain("Error 1 of 2. Row 12.");
  fireEvent.keyDown(document, { key: "F8" });
  expect(status().join()).toContain("Error 2 of 2. Row 92.");
  fireEvent.keyDown(document, { key: "F8", shiftKey: true });
  expect(status().join()).toContain("Error 1 of 2. Row 12.");
});

it("moves the current cell by the arrow keys", async () => {
  show();
  await screen.findByRole("cell", { name: "A0" });
  const grid = screen.getByRole("grid");
  grid.focus();
  await userEvent.keyboard("{ArrowDown}{ArrowRight}");
  const current = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
  expect(current?.textContent).toBe("A1");
  expect(current?.getAttribute("aria-selected")).toBe("true");
});

it("shows only the rows of the kind that is chosen, with all counts over every row", async () => {
  show();
  await screen.findByRole("cell", { name: "A0" });
  expect(screen.getByRole("button", { name: /All ?100/ })).toBeTruthy();
  expect(screen.getByRole("button", { name: /Ready ?98/ })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: /amount: not a number/ }));
  await waitFor(() => expect(screen.queryByRole("cell", { name: "A0" })).toBeNull());
  expect(screen.getByRole("rowheader", { name: "92" })).toBeTruthy();
});

it("shows which kind is chosen as a button that shows all rows again and hands the focus on", async () => {
  show();
  await screen.findByRole("cell", { name: "A0" });
  await userEvent.click(screen.getByRole("button", { name: /amount: not a number/ }));
  screen.getByRole("button", { name: /^amount: not a number.*Show all rows/ }).focus();
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("cell", { name: "A0" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Show all rows/ })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: /All ?100/, pressed: true }));
});

it("keeps rows with errors back unless a person decides otherwise", async () => {
  const { onPolicy } = show();
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Keep them back" }).checked).toBe(true);
  await userEvent.click(screen.getByRole("radio", { name: "Send them anyway" }));
  expect(onPolicy).toHaveBeenCalledWith("send_all");
});
