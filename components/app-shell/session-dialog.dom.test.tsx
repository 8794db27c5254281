import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { request } from "@/lib/api-client/request";
import type { Me } from "@/lib/api-contract/people";
import { SessionDialog } from "./session-dialog";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const ana: Me = { id: "a", name: "Ana", email: "ana@example.com", role: "operator" };

function show() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SessionDialog
        person={ana}
        signIn={(done) => (
          <button type="button" onClick={done}>
            Sign in
          </button>
        )}
      />
    </QueryClientProvider>,
  );
}

test("an ended session asks over the page, and what was asked for is asked again afterwards", async () => {
  const signedIn = vi.fn(() => false);
  vi.stubGlobal("fetch", async (path: string) => {
    if (!signedIn())
      return Response.json({ title: "Not signed in", status: 401, code: "not_signed_in" }, { status: 401 });
    return Response.json(path === "/api/me" ? { me: ana } : { value: 41 });
  });
  show();
  expect(screen.queryByRole("dialog")).toBeNull();
  const answer = request(z.object({ value: z.number() }), "/api/value");
  const button = await screen.findByRole("button", { name: "Sign in" });
  signedIn.mockReturnValue(true);
  await userEvent.click(button);
  expect(await answer).toEqual({ value: 41 });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("several requests that fail at once ask once", async () => {
  vi.stubGlobal("fetch", async () =>
    Response.json({ title: "Not signed in", status: 401, code: "not_signed_in" }, { status: 401 }),
  );
  show();
  const schema = z.object({ value: z.number() });
  void request(schema, "/api/one").catch(() => undefined);
  void request(schema, "/api/two").catch(() => undefined);
  await screen.findByRole("dialog");
  expect(screen.getAllByRole("dialog")).toHaveLength(1);
});
