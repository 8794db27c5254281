import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ConnectionPicker } from "./connection-picker";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const connection = (id: string, more: object = {}) => ({
  ...{ id, name: `Books ${id}`, upstreamName: `Books ${id}`, environment: "live", company: "Acme Ltd" },
  ...{ address: null, isCompanyRead: true, usedAt: null, usable: true, tags: [] },
  connector: { key: "sage200", name: "Sage 200" },
  health: { workedAt: null, failedAt: null, failure: null },
  ...more,
});

function show(connections: object[], objects: object[]) {
  const chosen: string[] = [];
  const detail = {
    ...connection("1"),
    ...{
      givenName: null,
      givenEnvironment: null,
      factsProblem: null,
      remembersRows: true,
      keepsRows: true,
      cancelSeen: false,
    },
    facts: { bulkUpload: true, nativeBulk: false, upsert: null },
    ...{ imports: [], changes: [], probe: { runningSince: null, last: null } },
  };
  const answers: Record<string, unknown> = {
    "/api/connections": { connections },
    "/api/connections/1": { connection: detail },
    "/api/connections/1/objects": { objects },
  };
  vi.stubGlobal("fetch", async (path: string) => Response.json(answers[path]));
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ConnectionPicker
        connectionId="1"
        objectName={null}
        onConnection={() => undefined}
        onObject={(name) => chosen.push(name)}
      />
    </QueryClientProvider>,
  );
  return chosen;
}

test("what was used last stands first, company and mark beside the name, and one that fails says why", async () => {
  show(
    [
      connection("1"),
      connection("2", { usedAt: "2026-11-03T10:00:00.000Z", environment: "test" }),
      connection("3", { usable: false, reason: "This connection is disabled in Open Connectors." }),
    ],
    [],
  );
  const names = (await screen.findAllByRole("radio", { name: /Books/ })).map(
    (radio) => radio.getAttribute("aria-labelledby") ?? "",
  );
  const shown = names.map((id) => document.getElementById(id)?.textContent);
  expect(shown).toEqual(["Books 2Test", "Books 1Live", "Books 3Live"]);
  expect(screen.getAllByText("Acme Ltd")).toHaveLength(3);
  expect(screen.getByText(/disabled in Open Connectors\..*administrator/)).toBeTruthy();
});

test("an object that cannot be created is shown last and cannot be chosen; the fact card is there before any effort", async () => {
  const chosen = show(
    [connection("1"), connection("2")],
    [
      { name: "banks", creatable: false, usedAt: null },
      { name: "customers", creatable: true, usedAt: null },
      { name: "suppliers", creatable: null, usedAt: null },
    ],
  );
  const banks = await screen.findByRole<HTMLInputElement>("radio", { name: /bank accounts/ });
  expect(banks.disabled).toBe(true);
  expect(screen.getByText("can only be read, not created")).toBeTruthy();
  expect(await screen.findByText("One call for each record")).toBeTruthy();
  expect(chosen).toEqual([]);
});

test("the only object that can be created is chosen already", async () => {
  const chosen = show(
    [connection("1"), connection("2")],
    [
      { name: "banks", creatable: false, usedAt: null },
      { name: "customers", creatable: true, usedAt: null },
    ],
  );
  await screen.findByRole("radio", { name: /customers/ });
  await vi.waitFor(() => expect(chosen).toContain("customers"), { timeout: 20_000 });
});
