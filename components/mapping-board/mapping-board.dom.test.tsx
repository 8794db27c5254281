import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef, useState } from "react";
import { afterEach, expect, it } from "vitest";
import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { Column, FileFacts } from "@/lib/csv/file-facts";
import {
  addTarget,
  emptyMapping,
  type Mapping,
  type MappingEntry,
  missingRequired,
  setTarget,
} from "@/lib/mapping/mapping";
import { suggestMapping } from "@/lib/mapping/suggest-mapping";
import type { Trial } from "@/lib/mapping/trial";
import { MappingBoard, type MappingBoardProps } from "./mapping-board";

afterEach(cleanup);

const column = (index: number, label: string, filled = 10): Column => ({
  index,
  header: label,
  label,
  samples: ["one", "two", "three"],
  filled,
  maxLength: 5,
});

const noTrial: Trial = { rows: 10, changed: 0, failed: 0, lines: [], failing: [] };

const found = { evidence: "", chosen: false };
const facts = (columns: Column[]): FileFacts => ({
  name: "customers.csv",
  sizeBytes: 100,
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
  columns,
  rows: 10,
  blankRows: 0,
  trailingBlankRows: 0,
  firstFileRow: 2,
  head: [],
  preview: [],
  findings: [],
});

const field = (path: string, more: Partial<Field> = {}): Field => ({
  path,
  label: path,
  type: "string",
  required: false,
  readOnly: false,
  ...more,
});

const fields: Field[] = [
  field("email", { required: true, maxLength: 20 }),
  field("name"),
  field("id", { readOnly: true }),
  field("currency", { required: true, allowedValues: [{ value: "GBP" }, { value: "USD" }] }),
];

/** The board with the mapping held as the wizard holds it. */
function Held(props: {
  columns: Column[];
  start?: Mapping;
  shown?: ColumnFacts[];
  tryEntry?: MappingBoardProps["tryEntry"];
}) {
  const { columns, start = emptyMapping, shown = null, tryEntry = async () => noTrial } = props;
  const [mapping, setMapping] = useState(start);
  const missing = missingRequired(mapping, fields).flatMap(
    ({ path }) => fields.find((one) => one.path === path) ?? [],
  );
  return (
    <MappingBoard
      file={facts(columns)}
      facts={shown}
      canUpdate={true}
      fields={fields}
      mapping={mapping}
      suggested={suggestMapping(columns, fields)}
      missing={missing}
      place="Sage 200 UK"
      said={null}
      scroller={createRef()}
      onTarget={(index, path, instead) =>
        setMapping((before) => setTarget(before, index, path, instead).mapping)
      }
      onAddTarget={(index, path) => setMapping((before) => addTarget(before, index, path).mapping)}
      onChange={setMapping}
      tryEntry={tryEntry}
      onAllMet={() => screen.getByRole("button", { name: "Clear" }).focus()}
      onAuto={() => undefined}
      onClear={() => setMapping(emptyMapping)}
    />
  );
}

const lineOf = (name: string) => {
  const line = screen.getByRole("rowheader", { name: new RegExp(name) }).closest("tr");
  if (!line) throw new Error(`There is no line for ${name}.`);
  return within(line);
};

async function choose(columnName: string, option: RegExp) {
  const user = userEvent.setup();
  await user.click(lineOf(columnName).getByRole("combobox"));
  await user.click(await screen.findByRole("option", { name: option }));
}

it("gives a column the field that is chosen for it, with what it takes and why", async () => {
  render(<Held columns={[column(0, "Mail"), column(1, "Full name")]} />);
  expect(lineOf("Mail").getByText("will not be sent")).toBeTruthy();
  await choose("Mail", /Email/);
  expect(lineOf("Mail").getByText("required")).toBeTruthy();
  expect(lineOf("Mail").getByText("your choice")).toBeTruthy();
});

it("moves a field to the column it is chosen for again: it is taken once", async () => {
  render(<Held columns={[column(0, "Mail"), column(1, "Post")]} />);
  await choose("Mail", /Email/);
  await choose("Post", /Email.*by Mail/);
  expect(lineOf("Post").getByText("your choice")).toBeTruthy();
  expect(lineOf("Mail").getByText("will not be sent")).toBeTruthy();
});

it("does not offer a field that cannot be written", async () => {
  render(<Held columns={[column(0, "Mail")]} />);
  await userEvent.click(lineOf("Mail").getByRole("combobox"));
  await screen.findByRole("option", { name: /Name/ });
  expect(screen.queryByRole("option", { name: /^Id/ })).toBeNull();
});

it("names each required field without a column, and lets a column be chosen for it", async () => {
  render(<Held columns={[column(0, "Mail")]} />);
  const missing = within(screen.getByRole("region", { name: "Required fields without a column" }));
  expect(missing.getByText("2 required fields without a column.")).toBeTruthy();
  await userEvent.click(missing.getByRole("combobox", { name: "Column for Email" }));
  await userEvent.click(await screen.findByRole("option", { name: /Mail/ }));
  expect(await screen.findByText("1 required field without a column.")).toBeTruthy();
  expect(lineOf("Mail").getByText("required")).toBeTruthy();
});

it("lets a required field be the same in every row, and takes that back", async () => {
  render(<Held columns={[column(0, "Mail")]} />);
  const user = userEvent.setup();
  const value = screen.getByRole("textbox", { name: "Value of Email for every row" });
  await user.type(value, "office@example.com{Enter}");
  expect(lineOf("office@example.com").getByText("not from the file")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Take the value for Email away" }));
  expect(screen.getByText("2 required fields without a column.")).toBeTruthy();
});

it("shows only what a number of the head stands for", async () => {
  render(<Held columns={[column(0, "Mail"), column(1, "Notes")]} />);
  await choose("Mail", /Email/);
  await userEvent.click(screen.getByRole("button", { name: /Not mapped ?1/ }));
  expect(screen.queryByRole("rowheader", { name: /Mail/ })).toBeNull();
  expect(screen.getByRole("rowheader", { name: /Notes/ })).toBeTruthy();
});

it("moves the focus on when a required field is met: to the next one, then to the way on", async () => {
  render(<Held columns={[column(0, "Mail"), column(1, "Money")]} />);
  const user = userEvent.setup();
  await user.type(screen.getByRole("textbox"), "a@example.com{Enter}");
  const next = screen.getByRole("combobox", { name: "Column for Currency" });
  expect(document.activeElement).toBe(next);
  await user.keyboard("{Enter}");
  await screen.findByRole("option", { name: /Money/ });
  await user.keyboard("Money{Enter}");
  await waitFor(() => expect(screen.queryByText(/without a column\./)).toBeNull());
  expect(lineOf("Money").getByText("your choice")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Clear" })));
});

it("says of a value for every row that it is too long or missing, and does not take it", async () => {
  render(<Held columns={[column(0, "Mail")]} />);
  const user = userEvent.setup();
  const value = screen.getByRole<HTMLInputElement>("textbox");
  const use = screen.getByRole<HTMLButtonElement>("button", { name: "Use in every row" });
  await user.type(value, "  ");
  await user.click(use);
  expect(screen.getByText("A value is needed.")).toBeTruthy();
  expect(document.activeElement).toBe(value);
  await user.clear(value);
  await user.type(value, "somebody@office.example.com{Enter}");
  expect(value.value).toBe("somebody@office.example.com");
  expect(screen.getByText("27 characters, 20 are allowed.")).toBeTruthy();
  expect(use.disabled).toBe(true);
  await user.type(value, "{Backspace>7/}");
  expect(screen.queryByText(/are allowed/)).toBeNull();
  await user.click(use);
  expect(lineOf("somebody@office.exam").getByText("not from the file")).toBeTruthy();
});

it("says that nothing has a column's name only where that is so", () => {
  render(<Held columns={[column(0, "Email"), column(1, "Zodiac")]} />);
  expect(lineOf("Email").getByText("not mapped")).toBeTruthy();
  expect(lineOf("Zodiac").getByText("nothing of this name")).toBeTruthy();
});

const shownFacts = (index: number, more: Partial<ColumnFacts>): ColumnFacts => ({
  index,
  rows: 10,
  filled: 10,
  distinct: { count: 3, exact: true },
  values: null,
  shortest: 1,
  longest: 8,
  samples: [],
  type: { guess: "text", evidence: "" },
  amounts: null,
  dates: null,
  padTo: null,
  damage: [],
  ...more,
});

it("offers what the values ask for, with the evidence, and does it only when it is pressed", async () => {
  const start = setTarget(emptyMapping, 0, "email").mapping;
  const facts = shownFacts(0, { padTo: 5, samples: ["42", "00123"], values: [{ value: "42", count: 10 }] });
  const tried: MappingEntry[] = [];
  const tryEntry = async (entry: MappingEntry): Promise<Trial> => {
    tried.push(entry);
    const failing = [{ fileRow: 7, cells: ["x"], message: "It cannot be changed." }];
    const lines = [{ fileRow: 2, cells: ["42"], sent: "00042", isChanged: true }];
    return { rows: 10, changed: 9, failed: 1, lines, failing };
  };
  render(<Held columns={[column(0, "Code")]} start={start} shown={[facts]} tryEntry={tryEntry} />);
  const user = userEvent.setup();
  await user.click(lineOf("Code").getByRole("button", { name: /zeros may be lost/ }));
  expect(screen.getByText(/42 may have lost its zeros/)).toBeTruthy();
  expect(screen.queryByRole("textbox", { name: "Characters" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Fill up to 5 characters with “0” in front" }));
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Characters" }).value).toBe("5");
  expect(lineOf("Code").getByText("1 change")).toBeTruthy();
  const sent = within(await screen.findByRole("region", { name: "What is sent" }));
  expect(await sent.findByText("00042")).toBeTruthy();
  expect(sent.getByText("It cannot be changed.")).toBeTruthy();
  expect(sent.getByText(/1 row cannot be changed so and is held back/)).toBeTruthy();
  await waitFor(() => expect(tried.at(-1)?.steps).toMatchObject([{ kind: "pad", length: 5 }]));
  await user.click(screen.getByRole("button", { name: "Take Fill up, such as lost zeros away" }));
  expect(lineOf("Code").getByText("zeros may be lost")).toBeTruthy();
});

it("matches values with those of the field: guesses filled in, what nobody knows on top", async () => {
  const start = setTarget(emptyMapping, 0, "currency").mapping;
  const values = [
    { value: "gbp", count: 7 },
    { value: "Taler", count: 3 },
  ];
  render(<Held columns={[column(0, "Money")]} start={start} shown={[shownFacts(0, { values })]} />);
  expect(lineOf("Money").getByText("2 of 2 values unknown")).toBeTruthy();
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Change values of Money for Currency" }));
  await user.click(screen.getByRole("button", { name: "Match 2 values with those of the field" }));
  const table = screen.getByRole("table", { name: "What is sent for each value of Currency" });
  const [, first, second] = within(table).getAllByRole("row");
  expect(first?.textContent).toContain("Taler");
  expect(first?.textContent).toContain("not decided");
  expect(second?.textContent).toContain("GBP");
  expect(lineOf("Money").getByText("1 of 2 values unknown")).toBeTruthy();
  await user.click(screen.getByRole("combobox", { name: "Sent for Taler" }));
  await user.click(await screen.findByRole("option", { name: "Leave blank" }));
  expect(lineOf("Money").getByText("2 values matched")).toBeTruthy();
});

it("joins columns, sends one to a further field, and ignores what is not meant to be sent", async () => {
  const start = setTarget(emptyMapping, 0, "name").mapping;
  render(<Held columns={[column(0, "First"), column(1, "Last"), column(2, "Notes")]} start={start} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Change values of First for Name" }));
  await user.click(screen.getByRole("combobox", { name: "Send First to another field too" }));
  await user.click(await screen.findByRole("option", { name: /Email/ }));
  expect(screen.getByRole("combobox", { name: "Further field for First" })).toBeTruthy();
  await user.click(screen.getByRole("combobox", { name: "Join with another column" }));
  await user.click(await screen.findByRole("option", { name: /Last/ }));
  expect(lineOf("Last").getByText("part of Name")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Ignore Notes" }));
  expect(screen.getByRole("button", { name: /Ignored ?1/ })).toBeTruthy();
  expect(screen.getByRole("button", { name: /Not mapped ?0/ })).toBeTruthy();
});

it("updates records that exist only by a field that a column feeds", async () => {
  const start = setTarget(emptyMapping, 0, "name").mapping;
  render(<Held columns={[column(0, "First")]} start={start} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("combobox", { name: "Each row" }));
  await user.click(await screen.findByRole("option", { name: "Update if it exists, else create" }));
  expect(screen.getByRole("combobox", { name: "Matched by" }).textContent).toContain("Name");
  expect(screen.getByText(/What an empty cell does to it is not documented/)).toBeTruthy();
});

it("finds a column among many by its name, or by the field it goes to, and shows all again", async () => {
  const start = setTarget(emptyMapping, 7, "email").mapping;
  const columns = Array.from({ length: 40 }, (_, at) => column(at, `Extra ${at + 1}`));
  render(<Held columns={columns} start={start} />);
  const user = userEvent.setup();
  const lines = () => within(screen.getByRole("region", { name: "Columns" })).getAllByRole("row").length - 1;
  expect(lines()).toBe(40);
  const search = screen.getByRole("searchbox", { name: "Search columns" });
  await user.type(search, "extra 39");
  expect(lines()).toBe(1);
  expect(lineOf("Extra 39")).toBeTruthy();
  await user.clear(search);
  await user.type(search, "EMAIL");
  expect(lineOf("Extra 8")).toBeTruthy();
  expect(lines()).toBe(1);
  await user.type(search, " of nobody");
  await user.click(screen.getByRole("button", { name: "Show all columns" }));
  expect(lines()).toBe(40);
});
