import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useSyncExternalStore } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Field } from "@/lib/api-contract/connections";
import type { Refusals } from "@/lib/api-contract/refusals";
import { valueFingerprints } from "@/lib/checks/value-fingerprint";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import { createImportSession, type ImportSession } from "@/lib/import-session/import-session";
import { CheckView } from "./check-view";

const field = (path: string, more: Partial<Field> = {}): Field => ({
  ...{ path, label: path, type: "string", required: false, readOnly: false },
  ...more,
});
const fields = [
  field("reference", { required: true, maxLength: 4 }),
  field("amount", { type: "number" }),
  field("status", { allowedValues: [{ value: "open" }, { value: "paid" }] }),
];

/** A hundred rows; rows 12 and 92 of the file are wrong, and every tenth has its status in capitals. */
const lines = Array.from({ length: 100 }, (_, at) =>
  [
    at === 10 ? "TOOLONG" : `A${at}`,
    at === 90 ? "ten" : String(at),
    at % 10 === 3 ? "OPEN" : "open",
    `note ${at}`,
  ].join(";"),
);

beforeEach(() => {
  // jsdom lays nothing out; the grid asks how large it is.
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(900);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function Shown({ session }: { session: ImportSession }) {
  const { draft, columns, editing } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  if (draft.reached !== "check" || draft.check === null) return null;
  const { edit, undo, redo, stopEdit: stop } = session;
  return (
    <CheckView
      check={draft.check}
      file={draft.file}
      fields={fields}
      mapping={draft.mapping}
      facts={columns}
      source={session.grid}
      actions={{ edit, undo, redo, stop }}
      history={editing}
      place="Sage 200 UK"
      policy={draft.policy === "send_all" ? "send_all" : "keep_errors_back"}
      onPolicy={session.setPolicy}
    />
  );
}

const nothing: Refusals = { key: "", refusals: [] };

async function show(memory = nothing) {
  const session = createImportSession({
    createWorker: () => createInProcessWorker(1 << 20),
    api: { submitJob: vi.fn(), askAlreadySent: vi.fn(), upload: vi.fn(), refusals: async () => memory },
    ids: { uuid: () => "1" },
    withKeptUpload: vi.fn(),
    about: async () => ({ today: "2026-09-30", user: "A clerk" }),
  });
  const connection = { id: "1", name: "Sage 200 UK", connector: { key: "sage200", name: "Sage 200" } };
  session.chooseDestination({ connection, objectName: "customers", fields });
  session.chooseFile(new File([["reference;amount;status;note", ...lines, ""].join("\n")], "c.csv"));
  await waitFor(() => expect(session.getSnapshot().work.kind).toBe("idle"));
  act(() => {
    session.goTo("map");
    session.goTo("check");
  });
  render(<Shown session={session} />);
  await screen.findByRole("cell", { name: "A0" });
  // The kinds are drawn after the grid.
  const kinds = screen.getByRole("complementary", { name: "Issues by kind" });
  await waitFor(() => expect(kinds.textContent).toContain("first at row"));
  const user = userEvent.setup();
  const current = () => {
    const grid = screen.getByRole("grid");
    return document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
  };
  return { session, user, current };
}

const status = () =>
  screen
    .getAllByRole("status")
    .map((one) => one.textContent)
    .join(" | ");
const f8 = (shiftKey = false) =>
  fireEvent.keyDown(document.activeElement ?? document, { key: "F8", shiftKey });

it("numbers the rows as the file does, shows what is not sent, and explains a wrong cell in words", async () => {
  await show();
  expect(screen.getByRole("rowheader", { name: "2" })).toBeTruthy();
  expect(screen.getByRole("columnheader", { name: /note ?not sent/ })).toBeTruthy();
  const wrong = screen.getByRole("cell", { name: "TOOLONG" });
  expect(wrong.getAttribute("aria-description")).toContain("At most 4 characters");
});

it("goes from error to error over the whole file, round at its end, says where, and takes the focus along", async () => {
  const { current } = await show();
  f8();
  await waitFor(() => expect(status()).toContain("Row 1 of 12 with errors. Row 5, Status."));
  expect(document.activeElement).toBe(screen.getByRole("grid"));
  f8(true);
  await waitFor(() =>
    expect(status()).toContain("Row 12 of 12 with errors, from the other end. Row 95, Status."),
  );
  f8(true);
  await waitFor(() => expect(status()).toContain("Row 92, Amount. “ten”".replaceAll(/[“”]/g, '"')));
  await waitFor(() => expect(current()?.textContent).toBe("ten"));
});

it("stops at an issue further on in a row that was come to by hand, before it goes to the next row", async () => {
  const { user, current } = await show();
  await user.click(screen.getByRole("button", { name: /^Errors ?12$/ }));
  await screen.findByRole("rowheader", { name: "92" });
  await user.click(await screen.findByRole("cell", { name: "A90" }));
  f8();
  await waitFor(() => expect(current()?.textContent).toBe("ten"));
  expect(status()).toContain("Row 11 of 12 with errors. Row 92, Amount.");
});

it("puts a cell right where it stands, keeps the old value in sight, counts anew, and takes it back", async () => {
  const { user, current, session } = await show();
  await user.click(screen.getByRole("cell", { name: "TOOLONG" }));
  await user.keyboard("T1{Enter}");
  await waitFor(() => expect(screen.getByRole("button", { name: /Errors ?11/ })).toBeTruthy());
  expect(status()).toContain("Reference set to “T1”. 1 more row is ready.");
  await waitFor(() => expect(screen.getByRole("cell", { name: /TOOLONG ?T1/ })).toBeTruthy());
  expect(current()?.textContent).toBe("A11");
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(status()).toContain("Undone: Reference set to “T1”."));
  await waitFor(() => expect(screen.getByRole("cell", { name: "TOOLONG" })).toBeTruthy());
  await user.keyboard("{Control>}{Shift>}Z{/Shift}{/Control}");
  await waitFor(() => expect(session.getSnapshot().editing.edits).toBe(1));
});

it("leaves a cell as it was on Escape, and takes the fix that is offered on Enter", async () => {
  const { user, session } = await show();
  const [wrong] = screen.getAllByRole("cell", { name: "OPEN" });
  if (!wrong) throw new Error("No cell with a wrong status");
  await user.click(wrong);
  await user.keyboard("nonsense{Escape}");
  expect(session.getSnapshot().editing.edits).toBe(0);
  expect(screen.getByRole("button", { name: /Use "open"/ })).toBeTruthy();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("cell", { name: /OPEN ?open/ })).toBeTruthy());
});

it("says how many cells a fix of all would change, and what they become, before it is done", async () => {
  const { user } = await show();
  await user.click(
    screen.getByRole("button", { name: /Write them as the allowed values are written \(10\)…/ }),
  );
  const dialog = await screen.findByRole("dialog");
  await waitFor(() => expect(dialog.textContent).toContain("10 cells in 10 rows would change"));
  await user.click(within(dialog).getByRole("button", { name: "Change 10 cells" }));
  await waitFor(() => expect(screen.getByRole("button", { name: /Ready ?98/ })).toBeTruthy());
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("shows only the rows of the kind that is chosen, and all again with the focus handed on", async () => {
  const { user } = await show();
  await user.click(await screen.findByRole("button", { name: /amount: not a number/ }));
  await waitFor(() => expect(screen.getByRole("rowheader", { name: "92" })).toBeTruthy());
  expect(screen.queryByRole("cell", { name: "A0" })).toBeNull();
  screen.getByRole("button", { name: /^amount: not a number.*Show all rows/ }).focus();
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("cell", { name: "A0" })).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: /All ?100/, pressed: true }));
});

it("excludes rows without deleting them, and includes them again", async () => {
  const { user } = await show();
  await user.click(screen.getByRole("cell", { name: "A1" }));
  await user.keyboard("{Shift>}{ArrowDown}{Delete}{/Shift}");
  await waitFor(() => expect(screen.getByRole("button", { name: /Excluded ?2/ })).toBeTruthy());
  expect(status()).toContain("2 rows excluded");
  await user.click(screen.getByRole("button", { name: /Excluded ?2/ }));
  await waitFor(() => expect(screen.queryByRole("cell", { name: "A0" })).toBeNull());
  await user.click(await screen.findByRole("cell", { name: "A1" }));
  await user.keyboard("{Shift>}{Delete}{/Shift}");
  await waitFor(() => expect(screen.getByRole("button", { name: /Excluded ?1/ })).toBeTruthy());
});

it("pastes a block at once where it fits, and says first what would be left out where it does not", async () => {
  const { user, session } = await show();
  const paste = (text: string) =>
    fireEvent.paste(screen.getByRole("grid"), { clipboardData: { getData: () => text } });
  await user.click(screen.getByRole("cell", { name: "A1" }));
  paste("B1\t7\r\nB2\t8\r\n");
  await waitFor(() => expect(screen.getByRole("cell", { name: /A2 ?B2/ })).toBeTruthy());
  await user.keyboard("{Control>}{End}{/Control}");
  paste("x\ty\nz\tw\n");
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("1 row would go beyond the last row shown.");
  expect(dialog.textContent).toContain("1 column would go beyond the last column.");
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  expect(session.getSnapshot().editing.edits).toBe(1);
});

it("fills down, and empties what is selected, each as one step", async () => {
  const { user, session } = await show();
  await user.click(screen.getByRole("cell", { name: "note 0" }));
  await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}");
  await waitFor(() => expect(screen.getByRole("cell", { name: /note 2 ?note 0/ })).toBeTruthy());
  await user.keyboard("{Delete}");
  await waitFor(() => expect(screen.getByRole("cell", { name: /note 2 ?empty/ })).toBeTruthy());
  expect(session.getSnapshot().editing.edits).toBe(2);
});

it("counts what is found before it is replaced, and shows its rows", async () => {
  const { user } = await show();
  await user.keyboard("{Control>}h{/Control}");
  await user.type(screen.getByRole("textbox", { name: "Search for" }), "note 9");
  await waitFor(() => expect(status()).toContain("11 cells in 11 rows"));
  await waitFor(() => expect(screen.queryByRole("cell", { name: "A0" })).toBeNull());
  await user.type(screen.getByRole("textbox", { name: "Put in its place" }), "remark 9");
  await user.click(screen.getByRole("button", { name: "Replace in 11 cells" }));
  await waitFor(() => expect(status()).toContain("“remark 9” put in place of “note 9” in all columns."));
});

it("keeps rows with errors back unless a person decides otherwise", async () => {
  const { user, session } = await show();
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Keep them back" }).checked).toBe(true);
  await user.click(screen.getByRole("radio", { name: "Send them anyway" }));
  expect(session.getSnapshot().draft).toMatchObject({ policy: "send_all" });
});

it("warns of values that were refused before, with the date, the hint and the import; a corrected row has none", async () => {
  const key = new Uint8Array(32).fill(1);
  const at = "2026-11-03T10:00:00.000Z";
  const { user } = await show({
    key: Buffer.from(key).toString("base64"),
    refusals: [
      {
        ...{ id: 1, field: "reference", signature: "a customer with reference … exists", at },
        values: ["A7", "A8"].map(valueFingerprints(key, "reference")),
        job: { id: "j41", number: 41, by: "Ana" },
        hint: { text: "Ask Ben first.", by: "Ana", at },
      },
    ],
  });
  const kinds = screen.getByRole("complementary", { name: "Issues by kind" });
  await waitFor(() => expect(kinds.textContent).toContain("reference: refused in an earlier import"));
  expect(kinds.textContent).toContain(
    "2 rows look like those Sage 200 refused on 3 Nov: a customer with reference … exists",
  );
  expect(kinds.textContent).toContain("Ask Ben first. Ana, 3 Nov");
  const link = within(kinds).getByRole("link", { name: "Import 41 in a new tab" });
  expect(link.getAttribute("href")).toBe("/jobs/j41");
  await user.click(screen.getByRole("cell", { name: "A7" }));
  const note = await screen.findByRole("group", { name: "About this cell" });
  expect(note.textContent).toContain("Sage 200 refused this value on 3 Nov");
  expect(note.textContent).toContain("Ask Ben first.");
  await user.keyboard("B7{Enter}");
  await waitFor(() => expect(kinds.textContent).toContain("1 row looks like those Sage 200 refused"));
});
