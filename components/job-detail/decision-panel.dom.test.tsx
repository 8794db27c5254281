import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Part } from "@/lib/api-contract/decisions";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { DecisionForm } from "./decision-form";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const batch: Batch = {
  index: 1,
  bulkJobId: null,
  status: "needs_decision",
  upstreamStatus: null,
  firstRow: 301,
  lastRow: 600,
  processed: null,
  message: null,
  troubleSince: null,
  failed: 0,
  unknown: 300,
  startedAt: null,
  endedAt: null,
};
const part: Part = {
  index: 1,
  attempts: [
    {
      number: 2,
      status: "unknown",
      startedAt: null,
      finishedAt: null,
      httpStatus: null,
      bytesSent: 5,
      bytes: 5,
      reply: null,
      requestId: null,
      fieldsSha256: null,
    },
  ],
  candidates: [{ id: "77", status: "RUNNING", records: 300, createdAt: null }],
  listProblem: null,
  lookedAt: null,
  sample: null,
  unknown: 300,
  lookup: null,
  lookupTaken: false,
  notFoundOpen: 0,
  lookupFields: [{ path: "email", filled: 1, distinct: 1 }],
};
const job = { id: "j-41", connectionName: "Sage 200 UK", objectName: "customers", batches: [batch] };

function open(answer: Response) {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (_path: string, init?: RequestInit) => {
    sent.push(JSON.parse(String(init?.body ?? "null")));
    return answer;
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <DecisionForm job={job as Job} batch={batch} part={part} now={new Date()} />
    </QueryClientProvider>,
  );
  return sent;
}

const problem = (detail: string) =>
  Response.json({ title: "In conflict", status: 409, code: "decided_already", detail }, { status: 409 });

test("each way out says what follows from it, and nothing can be done without a reason", () => {
  open(problem(""));
  for (const words of [
    /Changes nothing there/,
    /follows it to its end/,
    /stay not confirmed/,
    /each of them is in Sage 200 UK twice/,
  ])
    expect(screen.getByText(words)).toBeTruthy();
  fireEvent.click(screen.getByRole("radio", { name: "Send the 300 rows again" }));
  const button = screen.getByRole("button", { name: "Send 300 rows again to Sage 200 UK" });
  expect(button.hasAttribute("disabled")).toBe(true);
  fireEvent.change(screen.getByRole("textbox", { name: "Why" }), { target: { value: "Not in Sage" } });
  expect(button.hasAttribute("disabled")).toBe(false);
});

test("who comes second is told what was decided, and what they saw goes along with what they wish", async () => {
  const sent = open(problem("Ana: leave all 300 rows as they are. Nothing was changed by you."));
  fireEvent.click(screen.getByRole("radio", { name: "It arrived, as a bulk job I name" }));
  fireEvent.click(screen.getByRole("button", { name: "Take 77" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Why" }), { target: { value: "Seen there" } });
  fireEvent.click(screen.getByRole("button", { name: "Follow this bulk job" }));
  expect(await screen.findByText(/Ana: leave all 300 rows/)).toBeTruthy();
  await waitFor(() =>
    expect(sent[0]).toEqual({ choice: "arrived", attempt: 2, reason: "Seen there", bulkJobId: "77" }),
  );
});

test("what was found cannot be counted before all rows were looked for", () => {
  open(problem(""));
  fireEvent.click(screen.getByRole("radio", { name: "Look for the 300 rows in Sage 200 UK" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Why" }), { target: { value: "Looked" } });
  expect(screen.getByRole("button", { name: "Count 0 rows as done" }).hasAttribute("disabled")).toBe(true);
  expect(screen.getByRole("button", { name: "Look for 300 rows in Sage 200 UK" })).toBeTruthy();
});
