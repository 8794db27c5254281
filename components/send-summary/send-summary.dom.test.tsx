import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { SendProgress } from "./send-progress";
import { SendSummary, type SendSummaryProps } from "./send-summary";
import { type Sending, truthWords } from "./sending";

afterEach(cleanup);

function show(more: Partial<SendSummaryProps> = {}) {
  const onSend = vi.fn();
  const props: SendSummaryProps = {
    counts: {
      rows: 1000,
      toSend: 987,
      keptBack: 13,
      excluded: 0,
      sentWithErrors: 0,
      ...{ ready: 987, withErrors: 13, broken: 0 },
    },
    place: {
      name: "Sage 200 UK",
      connectorName: "Sage 200",
      isLive: true,
      company: "Northgate Fixings Ltd",
      objectName: "customers",
      noun: { singular: "customer", plural: "customers" },
      updatedBy: null,
    },
    policy: "keep_errors_back",
    onPolicy: vi.fn(),
    span: null,
    facts: { fileName: "customers.csv", fields: 8, constants: 1, columnsNotMapped: 2 },
    progress: null,
    failure: null,
    blocked: null,
    unsure: false,
    warned: false,
    parts: { wholeUpTo: 100, sizes: [10, 1_000, 10_000] },
    onSend,
    onSeeKeptBack: vi.fn(),
    leavingOut: false,
    onLeaveOut: vi.fn(),
    totals: { stated: 0, sums: null, failure: null },
    ...more,
  };
  const { rerender } = render(<SendSummary {...props} />);
  return {
    onSend,
    again: (changes: Partial<SendSummaryProps>) => rerender(<SendSummary {...props} {...changes} />),
  };
}

it("says in one sentence what will be written where, and the button says the same", async () => {
  const { onSend } = show();
  expect(
    screen.getByRole("heading", { name: /Create 987 customers in Sage.200.UK for Northgate Fixings Ltd\./ }),
  ).toBeTruthy();
  expect(screen.getByText(/13 rows with errors are kept back\./)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Create 987 customers in Sage 200 UK" }));
  expect(onSend).toHaveBeenCalledTimes(1);
});

it("shows the totals of the file beside what the rows come to that are sent, and why they differ", () => {
  const base = { fileRow: 1002, claimed: "48210.00", staying: 0, sent: 987 };
  const sums = [
    { ...base, label: "Net", sum: "48210.00", difference: null },
    { ...base, label: "Tax", sum: "48100.50", difference: "-109.50", staying: 13 },
    { ...base, label: "Gross", sum: "48210.05", difference: "0.05" },
  ];
  const { again } = show({ totals: { stated: 3, sums: null, failure: null } });
  expect(screen.getByText("Adding up the rows that are sent…")).toBeTruthy();
  again({ totals: { stated: 6, sums, failure: null } });
  const lines = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(lines).toEqual([
    "Net: row 1,002 says 48,210.00, the 987 rows that are sent come to 48,210.00.They agree to the last digit.",
    "Tax: row 1,002 says 48,210.00, the 987 rows that are sent come to 48,100.50.109.50 less than the file says: 13 rows above the total stay here.",
    "Gross: row 1,002 says 48,210.00, the 987 rows that are sent come to 48,210.05.0.05 more than the file says.",
  ]);
  expect(screen.getByText("2 figures before them stand on the page of the file.")).toBeTruthy();
  again({ totals: { stated: 3, sums: null, failure: "The file was changed." } });
  expect(screen.getByText("The file was changed.")).toBeTruthy();
  again({ totals: { stated: 0, sums: null, failure: null } });
  expect(screen.queryByText("Totals in the file")).toBeNull();
});

it("accounts for every row of the file", () => {
  show();
  expect(screen.getByRole("img", { name: "987 to be sent, 13 kept back" })).toBeTruthy();
  expect(screen.getByRole("row", { name: /The file 1,000/ })).toBeTruthy();
});

it("says how many parts the rows make, and how large they are, for the size that is chosen", async () => {
  const { onSend } = show({
    counts: {
      rows: 2000,
      toSend: 2000,
      keptBack: 0,
      excluded: 0,
      sentWithErrors: 0,
      ...{ ready: 2000, withErrors: 0, broken: 0 },
    },
  });
  expect(screen.getByText("3, of 10, 1,000, then up to 10,000 rows")).toBeTruthy();
  expect(screen.getByText("as in the file")).toBeTruthy();
  await userEvent.click(screen.getByRole("combobox", { name: "Rows in a part, at most" }));
  await userEvent.click(await screen.findByRole("option", { name: "500" }));
  expect(screen.getByText("5, of 10, then up to 500 rows")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: /^Create 2,000/ }));
  expect(onSend).toHaveBeenCalledWith({ most: 500 });
  cleanup();
  show({
    counts: {
      rows: 100,
      toSend: 100,
      keptBack: 0,
      excluded: 0,
      sentWithErrors: 0,
      ...{ ready: 100, withErrors: 0, broken: 0 },
    },
  });
  expect(screen.getByText("1, all 100 rows")).toBeTruthy();
});

it("offers to send 10 first and to ask then, where there are more than 10", async () => {
  const { onSend } = show();
  await userEvent.click(screen.getByRole("button", { name: "Send 10 first, then ask me" }));
  expect(onSend).toHaveBeenCalledWith({ askAfter: 10 });
  cleanup();
  show({
    counts: {
      rows: 10,
      toSend: 10,
      keptBack: 0,
      excluded: 0,
      sentWithErrors: 0,
      ...{ ready: 10, withErrors: 0, broken: 0 },
    },
  });
  expect(screen.queryByRole("button", { name: /then ask me/ })).toBeNull();
});

it("tells a live system from a test system in words", () => {
  show();
  expect(screen.getByText("This writes to a live system.")).toBeTruthy();
  cleanup();
  show({
    place: {
      name: "Training",
      connectorName: "Sage 200",
      isLive: false,
      company: null,
      objectName: "customers",
      noun: { singular: "customer", plural: "customers" },
      updatedBy: null,
    },
  });
  expect(screen.getByText("This connection is marked as a test system.")).toBeTruthy();
});

const uploading = {
  kind: "uploading",
  sentBytes: 0,
  writtenBytes: 0,
  totalBytes: null,
  rows: 0,
  totalRows: 1000,
  waiting: false,
} as const;

const progressOf = (sending: Sending, onStop = () => {}) => (
  <SendProgress sending={sending} onStop={onStop} />
);

it("while rows are written says how many of them, and what is with Hubload; how much it will be comes later", () => {
  show({ progress: progressOf({ ...uploading, sentBytes: 40_000, writtenBytes: 80_000, rows: 500 }) });
  expect(screen.getByText("500 of 1,000 rows written · 40 KB")).toBeTruthy();
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.25);
  const place = { name: "Sage" };
  const truth = truthWords({ ...uploading, sentBytes: 40_000, writtenBytes: 80_000, rows: 500 }, place);
  expect(truth).toBe("40 KB are with Hubload. Nothing is in Sage yet.");
  expect(truthWords(uploading, place)).toBe("No rows sent yet. The file is being written on this computer.");
});

it("presses once: while rows are being sent the button does nothing", async () => {
  const { onSend } = show({
    progress: progressOf({
      ...uploading,
      ...{ sentBytes: 40_000, writtenBytes: 100_000, totalBytes: 100_000, rows: 1000 },
    }),
  });
  await userEvent.click(screen.getByRole("button", { name: /^Create 987/ }));
  expect(onSend).not.toHaveBeenCalled();
  expect(screen.getByText("40 KB of 100 KB")).toBeTruthy();
});

it("after a failure says what happened, whether anything was sent, what to do, and keeps the button", () => {
  show({
    failure: {
      happened: "The server is out of space.",
      sent: "No rows were sent.",
      next: "Try again later.",
      requestId: "7b0c2f3e",
    },
  });
  const alert = screen.getByRole("alert").textContent;
  expect(alert).toContain("The server is out of space.");
  expect(alert).toContain("No rows were sent. Try again later.");
  expect(alert).toContain("7b0c2f3e");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Create 987/ }).disabled).toBe(false);
});

it("never offers to create again what may have been handed over", () => {
  show({
    unsure: true,
    failure: { happened: "No answer came.", sent: "It may have begun.", next: "Ask again.", requestId: null },
  });
  expect(screen.queryByRole("button", { name: /^Create/ })).toBeNull();
  expect(screen.getByRole("button", { name: "Ask again whether it arrived" })).toBeTruthy();
});

it("goes on in spite of a warning by a button of other words only", () => {
  const failure = {
    happened: "Ana sent this file here before: import 41, 11:05.",
    sent: "No rows were sent.",
    next: "If that is meant, send it all the same.",
    requestId: null,
    earlier: { jobId: "job-41", number: 41 },
  };
  show({ warned: true, failure });
  expect(screen.getByRole("link", { name: /^Look at import 41/ }).getAttribute("href")).toBe("/jobs/job-41");
  expect(screen.queryByRole("button", { name: /^Create 987 \S+ in .*(?<!all the same)$/ })).toBeNull();
  expect(screen.getByRole("button", { name: /^Create 987 .* all the same$/ })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Send 10 first all the same" })).toBeTruthy();
});

const seenRows = {
  happened: "312 of these 987 rows were accepted before, in import 41 by Ana, 3 Nov, 11:05.",
  sent: "No rows were sent now.",
  next: "Leave them out, or send them once more.",
  requestId: null,
  earlier: { jobId: "job-41", number: 41 },
  skippable: { rows: 312 },
};

it("offers to leave out rows that were sent before beside sending them all the same, and chooses neither", async () => {
  const onLeaveOut = vi.fn();
  const { onSend, again } = show({ warned: true, failure: seenRows, onLeaveOut });
  const send = screen.getByRole("button", { name: /^Create 987 .* all the same$/ });
  const leaveOut = screen.getByRole("button", { name: "Leave out 312 rows" });
  expect([send, leaveOut]).not.toContain(document.activeElement);
  await userEvent.click(leaveOut);
  expect(onLeaveOut).toHaveBeenCalledOnce();
  expect(onSend).not.toHaveBeenCalled();
  again({ warned: true, failure: seenRows, leavingOut: true });
  again({ warned: false, failure: null });
  expect(document.activeElement).toBe(send);
});

it("sends nothing while rows are being left out", async () => {
  const { onSend } = show({ warned: true, failure: seenRows, leavingOut: true });
  await userEvent.click(screen.getByRole("button", { name: /^Create 987/ }));
  expect(onSend).not.toHaveBeenCalled();
});

it("shows that rows are compared with those of earlier imports, which can be stopped", async () => {
  const onStop = vi.fn();
  show({ progress: progressOf({ kind: "comparing" }, onStop) });
  expect(screen.getByRole("progressbar", { name: "Looking for rows that were sent before" })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(onStop).toHaveBeenCalledOnce();
});

it("asks what becomes of rows with errors, all or nothing among it, and asks nothing where there are none", async () => {
  const onPolicy = vi.fn();
  show({ onPolicy });
  expect(screen.getByRole("radio", { name: "Send the 987 rows that are ready" })).toHaveProperty(
    "checked",
    true,
  );
  await userEvent.click(screen.getByRole("radio", { name: "All or nothing" }));
  expect(onPolicy).toHaveBeenCalledWith("all_or_nothing");
  cleanup();
  show({
    counts: {
      rows: 5,
      toSend: 5,
      keptBack: 0,
      excluded: 0,
      sentWithErrors: 0,
      ...{ ready: 5, withErrors: 0, broken: 0 },
    },
  });
  expect(screen.queryByRole("radio")).toBeNull();
});

it("says what happens to records that exist, and how long it takes as a range", () => {
  show({ span: { lowMs: 700_000, highMs: 980_000 } });
  expect(screen.getByText(/nothing that exists is changed\./)).toBeTruthy();
  expect(screen.getByText("It takes about 12 min to 16 min.")).toBeTruthy();
  cleanup();
  const place = {
    name: "Eloqua",
    connectorName: "Eloqua",
    isLive: false,
    company: null,
    objectName: "contact",
  };
  show({
    place: { ...place, noun: { singular: "contact", plural: "contacts" }, updatedBy: "E-mail" },
    span: null,
  });
  expect(screen.getByRole("button", { name: "Create or update 987 contacts in Eloqua" })).toBeTruthy();
  expect(screen.getByText(/matched by E-mail, is updated; the others are created/)).toBeTruthy();
  expect(screen.getByText(/How long it takes is not known/)).toBeTruthy();
});
