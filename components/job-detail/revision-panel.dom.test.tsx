import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { Job } from "@/lib/api-contract/jobs";
import type { Revision } from "@/lib/api-contract/revision";
import { RevisionPanel } from "./revision-panel";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const rows = { total: 10, succeeded: 9, failed: 1, unknown: 0, notTried: 0, keptBack: 0, excluded: 0 };
const fields = [
  { path: "reference", filled: 1, distinct: 1 },
  { path: "city", filled: 1, distinct: 0.5 },
];

function open(revision: Revision | null, status: Job["status"] = "completed_with_failures", done = 9) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    if (revision) return Response.json({ revision });
    const problem = { title: "Sage 200 does not answer.", status: 502, code: "unreachable" };
    return Response.json(problem, { status: 502 });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <RevisionPanel
        job={{ id: "j-41", status, rows: { ...rows, succeeded: done }, connectionName: "Sage 200 UK" }}
      />
    </QueryClientProvider>,
  );
  return asked;
}
const press = () => userEvent.click(screen.getByRole("button", { name: "Correct this import…" }));
const way = () => screen.findByRole("link", { name: "Open 9 rows to correct" });

test("what the connector can do is asked when somebody wants to know, and said before anything is begun", async () => {
  const asked = open({ updates: true, fields, key: "reference" });
  expect(asked).toEqual([]);
  await press();
  expect((await way()).getAttribute("href")).toBe("/imports/new?revises=j-41&key=reference");
  expect(
    screen.getByText(/Sage 200 UK can update records that exist\. Each row that you change/),
  ).toBeTruthy();
  expect(screen.getByText("Matched by")).toBeTruthy();
  expect(asked).toEqual(["/api/jobs/j-41/revision"]);
});

test.each([
  [false, /Sage 200 UK can only create records: sent once more, each row would be there twice/],
  [null, /Nothing says that Sage 200 UK can update records that exist: sent once more/],
])("where updating is %s nothing is promised but a list", async (updates, words) => {
  open({ updates, fields, key: "reference" });
  await press();
  await way();
  expect(screen.getByText(words).textContent).toMatch(/Nothing is sent; what you change becomes a list/);
});

test("where no field tells the rows apart none is sent, and one may be chosen", async () => {
  open({ updates: true, fields, key: null });
  await press();
  expect((await way()).getAttribute("href")).toBe("/imports/new?revises=j-41");
  expect(screen.getByText(/no field tells all rows of this import apart/)).toBeTruthy();
});

test("what is not known now is said, and nothing is offered", async () => {
  open(null);
  await press();
  expect(await screen.findByText("What can be corrected is not known now.")).toBeTruthy();
  expect(screen.queryByRole("link")).toBeNull();
});

test.each<[Job["status"], number]>([
  ["running", 9],
  ["stopped", 0],
])("an import that is %s with %i rows done is not corrected", (status, done) => {
  open({ updates: true, fields, key: "reference" }, status, done);
  expect(screen.queryByText("Correct this import")).toBeNull();
});
