import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import type { Destination } from "@/lib/import-draft";
import { createImportSession } from "@/lib/import-session/import-session";
import type { Address } from "./use-address";
import { useStepAddress } from "./use-step-address";

const destination: Destination = {
  connection: { id: "c1", name: "Sage 200", connector: { key: "sage200", name: "Sage 200" } },
  objectName: "customers",
  fields: [{ path: "name", label: "Name", type: "string", required: true, readOnly: false }],
};

/** The wizard at File with a file that is read, and an address bar that tells of a change only when it is let. */
async function atFile() {
  const session = createImportSession({
    createWorker: () => createInProcessWorker(256),
    api: {
      submitJob: () => Promise.reject(new Error("Nothing is submitted")),
      askAlreadySent: () => Promise.reject(new Error("Nothing is sent")),
      upload: async () => "upload-1",
      refusals: async () => ({ key: "", refusals: [] }),
    },
    withKeptUpload: (_, own, task) => task(own),
    ids: { uuid: () => "key" },
    about: async () => ({ today: "2026-11-22", user: "Ann" }),
  });
  session.chooseDestination(destination);
  session.chooseFile(new File(["Name\nAcme\n"], "customers.csv", { lastModified: 1 }));
  await vi.waitFor(() => expect(session.getSnapshot().work.kind).toBe("idle"), { timeout: 20_000 });
  const push = vi.fn<(next: Address) => void>();
  const replace = vi.fn<(next: Address) => void>();
  const restore = vi.fn<(draftId: string) => void>();
  const address: Address = { step: "file", connectionId: "c1", objectName: "customers", draftId: null };
  const now = (told: Address, draftId: string | null = null) => ({
    ...{ session, push, replace, restore, draftId },
    snapshot: session.getSnapshot(),
    address: told,
    isRestoring: false,
  });
  const hook = renderHook((parts: ReturnType<typeof now>) => useStepAddress(parts), {
    initialProps: now(address),
  });
  const at = () => session.getSnapshot().draft.at;
  return { session, push, replace, address, now, at, rerender: hook.rerender };
}

it("a step just entered is not undone by the address left behind, whatever is drawn before the browser tells of the new one", async () => {
  const { session, push, address, now, at, rerender } = await atFile();
  session.goTo("map");
  rerender(now(address));
  expect(push).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ step: "map" }));
  // Kept on the server a moment later: the page is drawn again, and the address is still the one left behind.
  rerender(now({ ...address }, "draft-1"));
  rerender(now({ ...address }, "draft-1"));
  expect(at()).toBe("map");
  expect(push).toHaveBeenCalledTimes(1);
});

it("once the browser has told of the new address, its Back goes back", async () => {
  const { session, push, address, now, at, rerender } = await atFile();
  session.goTo("map");
  rerender(now(address));
  rerender(now({ ...address, step: "map" }));
  expect(at()).toBe("map");
  rerender(now(address));
  expect(at()).toBe("file");
  expect(push).toHaveBeenCalledTimes(1);
});

it("an address that names a step that is not reached is corrected, and the step stays", async () => {
  const { replace, address, now, at, rerender } = await atFile();
  rerender(now({ ...address, step: "send" }));
  expect(at()).toBe("file");
  expect(replace).toHaveBeenCalledWith(expect.objectContaining({ step: "file" }));
});

it("once the import is submitted the address is left alone: its own page is on the way", async () => {
  const { replace, address, now, rerender } = await atFile();
  const submitted = now(address, "draft-1");
  rerender({ ...submitted, snapshot: { ...submitted.snapshot, jobId: "job-1" } });
  expect(replace).not.toHaveBeenCalled();
  rerender(submitted);
  expect(replace).toHaveBeenCalledWith(expect.objectContaining({ draftId: "draft-1" }));
});
