import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { KeptMapping as KnownMapping } from "@/lib/api-contract/mapping";
import { headerSet } from "@/lib/recall/header-set";
import { choose, csv, footButton, knownLayouts, open, press, wizardOfEachTest } from "./wizard-bench";

vi.mock("next/navigation", () => import("./router-bench"));

wizardOfEachTest();

const referenceAndName: KnownMapping = {
  version: 1,
  entries: [
    { field: "reference", source: { kind: "column", column: 1 }, reason: { kind: "chosen" } },
    { field: "name", source: { kind: "column", column: 0 }, reason: { kind: "chosen" } },
  ],
};

it("goes straight to Check with a file whose columns were mapped before, and says since when", async () => {
  const { view, session } = open();
  knownLayouts.remembered = {
    ...{ jobId: "j", number: 34, at: "2026-10-31T10:00:00.000Z", by: "Ana", isMine: true },
    ...{ columns: ["who", "number"], mapping: referenceAndName },
  };
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("number,who\nA1,Alder\nB2,Bexley\n"));
  expect(await screen.findByText("These columns are known: mapped as on 31 Oct, import 34.")).toBeTruthy();
  await press(/^Check 2 rows/);
  expect(await footButton(/^Go to Send with 2 rows/)).toBeTruthy();
  expect(session.getSnapshot().draft).toMatchObject({
    mapping: {
      entries: [
        { field: "reference", source: { column: 0 }, reason: { words: "you chose this on 31 Oct" } },
        { field: "name", source: { column: 1 } },
      ],
    },
  });
});

it("asks for what a saved layout asks each time before Check, and names a required field that is new", async () => {
  const { view, session } = open();
  const layout = {
    ...{ id: "l", version: 1, name: "Month-end", savedBy: "Ana", isMine: true },
    savedAt: "2026-10-31T10:00:00.000Z",
    headerSet: headerSet(["number", "who"]),
    content: {
      ...{ columns: ["who", "number"], mapping: referenceAndName, reading: {}, policy: "all_or_nothing" },
      ...{ ask: ["website"], required: ["reference"] },
    },
  };
  knownLayouts.layouts = [layout];
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("number,who\nA1,Alder\n"));
  expect(await screen.findByText("These columns are known: Month-end, as on 31 Oct.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Check 1 row/ })).toBeNull();
  await userEvent.type(
    await screen.findByRole("textbox", { name: "website, this time" }),
    "https://example.com",
  );
  await press(/^Check 1 row/);
  await footButton(/^Go to Send with 1 row/);
  expect(session.getSnapshot().draft).toMatchObject({
    policy: "all_or_nothing",
    layout: { id: "l", name: "Month-end" },
  });
  expect(JSON.stringify(session.getSnapshot().draft)).toContain("https://example.com");
});

it("reads a file as the saved layout of its columns says, and says so; what is chosen after that stands", async () => {
  const { view, session } = open();
  knownLayouts.layouts = [
    {
      ...{ id: "l", version: 1, name: "Month-end", savedBy: "Ana", isMine: true },
      savedAt: "2026-10-31T10:00:00.000Z",
      headerSet: headerSet(["number", "who"]),
      content: {
        ...{ columns: ["who", "number"], mapping: referenceAndName, policy: "keep_errors_back" },
        ...{ reading: { headerRow: 2, delimiter: "," }, ask: [], required: ["reference"] },
      },
    },
  ];
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("code,party\nnumber,who\nA1,Alder\nB2,Bexley\n"));
  expect(await screen.findByText("These columns are known: Month-end, as on 31 Oct.")).toBeTruthy();
  expect(await screen.findByText("The file is read as it says: comma, names in row 2.")).toBeTruthy();
  expect(await footButton(/^Check 2 rows/)).toBeTruthy();
  const labels = () => {
    const { draft, work } = session.getSnapshot();
    return work.kind === "idle" && draft.reached === "file" && draft.file?.columns.map(({ label }) => label);
  };
  expect(labels()).toEqual(["number", "who"]);
  act(() => session.changeReading({ headerRow: undefined, delimiter: undefined }));
  await waitFor(() => expect(labels()).toEqual(["code", "party"]), { timeout: 20_000 });
  expect(await footButton(/^Map 2 columns/)).toBeTruthy();
  expect(labels()).toEqual(["code", "party"]);
});
