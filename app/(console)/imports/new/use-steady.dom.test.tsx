import { act, cleanup, render, screen } from "@testing-library/react";
import { Suspense, use } from "react";
import { afterEach, expect, test } from "vitest";
import type { SteadySnapshot } from "@/lib/import-session/import-session";
import { emptySnapshot } from "@/lib/import-session/session-state";
import { useSteady } from "./use-steady";

afterEach(cleanup);

type Work = SteadySnapshot["work"];
const at = (jobId: string, work: Work = { kind: "idle" }): SteadySnapshot => ({
  ...emptySnapshot,
  jobId,
  work,
});
const never = new Promise<never>(() => undefined);

/** Takes long to draw anything but "first". */
function Words({ words }: { words: string | null }) {
  return words === "first" ? words : use(never);
}

function Page({ session, drawn }: { session: Parameters<typeof useSteady>[0]; drawn: (string | null)[] }) {
  const { jobId } = useSteady(session);
  drawn.push(jobId);
  return (
    <Suspense fallback="being drawn">
      <Words words={jobId} />
    </Suspense>
  );
}

/** A page of a session that is what the test says. */
function shown(first: SteadySnapshot) {
  let now = first;
  const listeners = new Set<() => void>();
  const session = {
    getSteady: () => now,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const drawn: (string | null)[] = [];
  render(<Page session={session} drawn={drawn} />);
  const become = (next: SteadySnapshot) =>
    act(async () => {
      now = next;
      for (const listener of listeners) listener();
    });
  return { drawn, become };
}

test("what a person does is drawn at once", async () => {
  const { become } = shown(at("first"));
  await become(at("second"));
  expect(screen.getByText("being drawn")).toBeTruthy();
});

test("what comes of a task is drawn beside the page that is there", async () => {
  const { drawn, become } = shown(at("first", { kind: "checking" } as Work));
  await become(at("second"));
  expect(drawn).toContain("second");
  expect(screen.getByText("first")).toBeTruthy();
});
