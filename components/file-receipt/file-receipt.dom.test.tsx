import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { FileFacts, Finding } from "@/lib/csv/file-facts";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import { AlteredValuesPanel } from "./altered-values";
import { ControlFiguresPanel } from "./control-figures";
import { Findings } from "./findings";
import { FirstRows } from "./first-rows";
import { Receipt } from "./receipt";
import { SheetChoice } from "./sheet-choice";

beforeEach(() => {
  // jsdom lays nothing out.
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(800);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const read = (text: string): Promise<FileFacts> =>
  createInProcessWorker(65_536).openFile(new File([text], "customers.csv", { lastModified: 0 }));

const finding = (more: Partial<Finding>): Finding => ({
  ...{ code: "ragged_row", severity: "error", message: "A row.", count: 1, fileRow: 1, line: 1 },
  ...more,
});

it("shows both readings of a tie side by side, settles none, and takes the one that is chosen", async () => {
  const facts = await read("a;b,c\n1;2,3\n4;5,6\n");
  const onChange = vi.fn();
  render(<Findings findings={facts.findings} complete hasAltered={false} onChange={onChange} />);
  const radios = screen.getAllByRole<HTMLInputElement>("radio");
  expect(radios.map(({ checked }) => checked)).toEqual([false, false]);
  await userEvent.click(screen.getByRole("radio", { name: /^Semicolon/ }));
  expect(onChange).toHaveBeenCalledWith({ delimiter: ";" });
});

it("offers the rows above the table as its header", async () => {
  const facts = await read("Export of May\nname,town\nAnn,Leeds\nBob,York\n");
  const onChange = vi.fn();
  render(<Findings findings={facts.findings} complete hasAltered={false} onChange={onChange} />);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /row 2/ }).checked).toBe(true);
  await userEvent.click(screen.getByRole("radio", { name: /row 1: Export of May/ }));
  expect(onChange).toHaveBeenCalledWith({ headerRow: 1 });
});

it("puts what is asked first and says how much more there is", async () => {
  const many = Array.from({ length: 9 }, (_, index) =>
    finding({ message: `Note ${index}`, severity: "note" }),
  );
  const tie = finding({
    code: "delimiter_tie",
    message: "Two fit.",
    choices: [
      { label: "A", current: true, change: {} },
      { label: "B", current: false, change: {} },
    ],
  });
  render(<Findings findings={[...many, tie]} complete hasAltered={false} onChange={() => undefined} />);
  const items = () => within(screen.getByRole("list")).getAllByRole("listitem");
  expect(items()[0]?.textContent).toContain("Two fit.");
  expect(items()).toHaveLength(6);
  await userEvent.click(screen.getByRole("button", { name: "Show 4 more" }));
  expect(items()).toHaveLength(10);
});

/** Tells of a room 1,200 pixels wide. */
class WideRoom {
  readonly observe: () => void;
  constructor(tell: (entries: unknown[]) => void) {
    this.observe = () => tell([{ borderBoxSize: [{ inlineSize: 1200, blockSize: 400 }] }]);
  }
  disconnect() {}
}

it("draws the columns in sight of a thousand and says how many are beyond", async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `column ${index + 1}`);
  const facts = await read(`${names.join(",")}\n${names.map((_, index) => index).join(",")}\n`);
  vi.stubGlobal("ResizeObserver", WideRoom);
  render(<FirstRows facts={facts} />);
  vi.unstubAllGlobals();
  expect(screen.getByText(/^1,000 columns, scroll sideways for 987 more$/)).toBeTruthy();
  expect(screen.getAllByRole("columnheader").length).toBeLessThan(40);
  expect(screen.getByRole("columnheader", { name: "column 1" }).getAttribute("aria-colindex")).toBe("2");
});

it("offers the sheets that hold cells, and says which are hidden or empty", async () => {
  const onChoose = vi.fn();
  const sheets = [
    { name: "Customers", hidden: false, empty: false },
    { name: "Old", hidden: true, empty: false },
    { name: "Sheet3", hidden: false, empty: true },
  ];
  const sheet = { value: "Customers", evidence: "", chosen: false };
  render(<SheetChoice origin={{ kind: "sheet", sheet, sheets }} onChoose={onChoose} />);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Customers" }).checked).toBe(true);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /Sheet3/ }).disabled).toBe(true);
  await userEvent.click(screen.getByRole("radio", { name: /Old/ }));
  expect(onChoose).toHaveBeenCalledWith("Old");
});

it("says how a file is read, and leaves out for a sheet what is not its own", async () => {
  const facts = await read("name;note\nAnn;x\nBob;y\n");
  const view = render(<Receipt facts={facts} now={new Date(0)} onChange={() => undefined} />);
  for (const line of ["Column names", "Separator", "Quotes", "Text encoding", "Byte-order mark", "Line ends"])
    expect(screen.getByText(line)).toBeTruthy();
  const sheet = { value: "May", evidence: "The only sheet with cells", chosen: false };
  view.rerender(
    <Receipt
      facts={{ ...facts, origin: { kind: "sheet", sheet, sheets: [] } }}
      now={new Date(0)}
      onChange={() => undefined}
    />,
  );
  expect(screen.getByText("The only sheet with cells")).toBeTruthy();
  expect(screen.queryByText("Separator")).toBeNull();
});

it("says which rows a person took for the table, and leads back to what was found", async () => {
  const worker = createInProcessWorker(65_536);
  const facts = await worker.openFile(new File(["a,b\n1,2\n3,4\nnote,\n"], "t.csv"), { lastDataRow: 3 });
  const onChange = vi.fn();
  render(<Receipt facts={facts} now={new Date(0)} onChange={onChange} />);
  expect(screen.getByText("Data to row 3")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "as found" }));
  expect(onChange).toHaveBeenCalledWith({
    headerRows: undefined,
    firstDataRow: undefined,
    lastDataRow: undefined,
  });
});

it("names the column, the rows and the likely original of values a spreadsheet altered; without any it is not there", () => {
  const message = '"1.23E+11" is how a spreadsheet shows a long number.';
  const altered = [{ column: "Account", rows: 1200, firstRow: 5, message }];
  const { container, rerender } = render(<AlteredValuesPanel altered={altered} />);
  const line = within(screen.getByRole("listitem"));
  expect(line.getByText("Account: 1,200 rows, first in row 5")).toBeTruthy();
  expect(line.getByText(message)).toBeTruthy();
  rerender(<AlteredValuesPanel altered={[]} />);
  expect(container.textContent).toBe("");
});

it("shows a total of the file beside the sum of its rows, to the last digit, and says when they differ", async () => {
  const rows = ["A1,Leeds,1200.10,2", "A2,York,33.205,3", "A3,Bath,0.695,4"];
  const { controls } = await read(`ref,town,amount,days\n${rows.join("\n")}\nTotal,,1234.000,10\n`);
  render(<ControlFiguresPanel controls={controls ?? []} />);
  const lines = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(lines).toEqual([
    "amount: row 5 says 1,234.000, the 3 rows above come to 1,234.000.They agree to the last digit.",
    "days: row 5 says 10, the 3 rows above come to 9.They differ by 1. A row may be missing, or be there twice.",
  ]);
});
