import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Job } from "@/lib/api-contract/jobs";
import type { TeamHint as Hint } from "@/lib/api-contract/refusals";
import { TeamHint } from "./team-hint";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const job = { id: "j-41", connectionName: "Sage 200 UK" } as Job;
const at = "2026-11-03T10:00:00.000Z";
const bens: Hint = { text: "Use T1 since October.", by: "Ben", at };

function open(hint: Hint | null, answer: Response) {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (_path: string, init?: RequestInit) => {
    sent.push(JSON.parse(String(init?.body ?? "null")));
    return answer;
  });
  const client = new QueryClient();
  const reread = vi.spyOn(client, "invalidateQueries");
  const reason = { id: 7, signature: "tax code … is not known", example: "x", rows: 3, hint };
  render(
    <QueryClientProvider client={client}>
      <TeamHint job={job} reason={reason} />
    </QueryClientProvider>,
  );
  return { sent, reread };
}

const field = () => screen.getByRole("textbox", { name: "Hint for whoever meets this next" });

test("a hint stands with who wrote it and when; it is written in the place of the one that was seen", async () => {
  const { sent, reread } = open(bens, Response.json({ hint: { ...bens, text: "Use T2." } }));
  expect(screen.getByText("Use T1 since October.", { exact: false }).textContent).toBe(
    "Use T1 since October. Ben, 3 Nov",
  );
  fireEvent.click(screen.getByRole("button", { name: "Change the hint" }));
  expect(screen.getByRole("button", { name: "Save the hint" }).hasAttribute("disabled")).toBe(true);
  fireEvent.change(field(), { target: { value: "Use T2." } });
  fireEvent.click(screen.getByRole("button", { name: "Save the hint" }));
  await waitFor(() => expect(sent).toEqual([{ text: "Use T2.", instead: at }]));
  await waitFor(() => expect(screen.queryByRole("textbox")).toBeNull());
  expect(reread).toHaveBeenCalledWith({ queryKey: ["jobs", "reasons", "j-41"] });
});

test("emptied, it is taken away", async () => {
  const { sent } = open(bens, Response.json({ hint: null }));
  fireEvent.click(screen.getByRole("button", { name: "Change the hint" }));
  fireEvent.change(field(), { target: { value: " " } });
  fireEvent.click(screen.getByRole("button", { name: "Remove the hint" }));
  await waitFor(() => expect(sent).toEqual([{ text: " ", instead: at }]));
});

test("where somebody else wrote meanwhile nothing is lost: what was typed stays, and it is read anew", async () => {
  const detail = "Somebody else has written about this reason meanwhile.";
  const problem = { title: "In conflict", status: 409, code: "hint_moved", detail };
  const { reread } = open(null, Response.json(problem, { status: 409 }));
  fireEvent.click(screen.getByRole("button", { name: "Write a hint for the next time" }));
  fireEvent.change(field(), { target: { value: "Ask Ana." } });
  fireEvent.click(screen.getByRole("button", { name: "Save the hint" }));
  expect(await screen.findByText(detail)).toBeTruthy();
  expect(field()).toHaveProperty("value", "Ask Ana.");
  expect(reread).toHaveBeenCalled();
});
