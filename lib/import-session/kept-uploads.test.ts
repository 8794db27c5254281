import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOwnUpload, type KeptUpload, withKeptUpload } from "./kept-uploads";

/** A store of the browser. `Object.keys` of a real one names what it holds. */
function createStore(): Record<string, unknown> & { held(): Record<string, string> } {
  const store = {
    getItem: (key: string) => (Object.hasOwn(store, key) ? String(Reflect.get(store, key)) : null),
    setItem: (key: string, value: string) => void Object.assign(store, { [key]: value }),
    removeItem: (key: string) => void Reflect.deleteProperty(store, key),
    held: (): Record<string, string> =>
      Object.fromEntries(Object.entries(store).map(([key, value]) => [key, String(value)])),
  };
  for (const name of Object.keys(store)) Object.defineProperty(store, name, { enumerable: false });
  return store;
}

/** Locks as browsers give them: whoever asks for one that is taken is told so at once. */
function createLocks() {
  const taken = new Set<string>();
  return {
    async request<T>(name: string, _: object, task: (lock: object | null) => Promise<T>): Promise<T> {
      if (taken.has(name)) return task(null);
      taken.add(name);
      try {
        return await task({ name });
      } finally {
        taken.delete(name);
      }
    },
  };
}

let local = createStore();
let session = createStore();
beforeEach(() => {
  local = createStore();
  session = createStore();
  vi.stubGlobal("localStorage", local);
  vi.stubGlobal("sessionStorage", session);
  vi.stubGlobal("navigator", { locks: createLocks() });
  vi.useFakeTimers({ now: Date.UTC(2026, 9, 31) });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const url = "https://hubload.example.com/api/uploads/a1";
const days = (count: number) => count * 24 * 60 * 60_000;
const read = (name: string) => withKeptUpload(name, createOwnUpload(), async (kept) => kept.read());
const write = (name: string, kept: string | null) =>
  withKeptUpload(name, createOwnUpload(), async (upload) => upload.write(kept));

test("another page goes on with the upload of the same output, and of no other", async () => {
  expect(await read("output 1")).toBeNull();
  await write("output 1", url);
  expect(await read("output 1")).toBe(url);
  expect(await read("output 2")).toBeNull();
  await write("output 1", null);
  expect(await read("output 1")).toBeNull();
  expect(local.held()).toEqual({});
});

test("in two tabs at once the second has an upload of its own, and leaves the first's as it is", async () => {
  const own = createOwnUpload();
  const seen = await withKeptUpload("output", createOwnUpload(), async (first) => {
    first.write(url);
    return withKeptUpload("output", own, async (second) => {
      const before = second.read();
      second.write(`${url}-of-its-own`);
      return { before, isOwn: second === own, first: first.read() };
    });
  });
  expect(seen).toEqual({ before: null, isOwn: true, first: url });
  expect(await read("output")).toBe(url);
});

test("an upload the server has removed by now is begun anew, and old ones do not pile up", async () => {
  await write("old", url);
  vi.advanceTimersByTime(days(7));
  expect(await read("old")).toBe(url);
  vi.advanceTimersByTime(1);
  expect(await read("old")).toBeNull();
  Object.assign(local, { "another's": "stays" });
  await write("new", url);
  expect(new Set(Object.keys(local.held()))).toEqual(new Set(["another's", "hubload:upload:new"]));
});

test("without locks between tabs it is kept in its own tab, where no other can take it", async () => {
  vi.stubGlobal("navigator", {});
  await write("output", url);
  expect(await read("output")).toBe(url);
  expect(local.held()).toEqual({});
  expect(Object.keys(session.held())).toEqual(["hubload:upload:output"]);
});

test("a store that is full or blocked stops nothing: the page itself remembers", async () => {
  vi.stubGlobal(
    "localStorage",
    new Proxy(
      {},
      {
        get: () => {
          throw new DOMException("Blocked", "SecurityError");
        },
      },
    ),
  );
  const seen = await withKeptUpload("output", createOwnUpload(), async (kept: KeptUpload) => {
    const before = kept.read();
    kept.write(url);
    return { before, after: kept.read() };
  });
  expect(seen).toEqual({ before: null, after: url });
  expect(await read("output")).toBeNull();
});

test("what the task fails with comes through, and the upload is free for the next", async () => {
  const failing = withKeptUpload("output", createOwnUpload(), async (kept) => {
    kept.write(url);
    throw new Error("The network is gone");
  });
  await expect(failing).rejects.toThrow("The network is gone");
  expect(await read("output")).toBe(url);
});
