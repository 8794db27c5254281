import { expect, test } from "vitest";
import { createBench, destination, fileOf, idle } from "./session-bench";

test("reading the file otherwise keeps the mapping while the columns are the same", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  await idle(session);
  session.goTo("map");
  session.setTarget(2, "website");
  session.changeReading({ encoding: "windows-1252" });
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({
    overrides: { encoding: "windows-1252" },
    draft: {
      reached: "map",
      at: "file",
      mapping: { entries: [{ field: "reference" }, { field: "name" }, { field: "website" }] },
    },
  });
  session.changeReading({ encoding: undefined, delimiter: "," });
  await idle(session);
  expect(session.getSnapshot().overrides).toEqual({ delimiter: "," });
  expect(session.getSnapshot().draft).toMatchObject({ reached: "file", file: { columns: [{ index: 0 }] } });
});

test("a reading that does not work leaves the one before in place and says why", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(new File([new Uint8Array([0x61, 0x0a, 0xe9, 0x0a])], "a.csv"));
  await idle(session);
  session.changeReading({ encoding: "utf-8" });
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({
    overrides: {},
    draft: { file: { reading: { encoding: { value: "windows-1252" } } } },
    failure: {
      during: "reading",
      code: "invalid_bytes",
      happened: "Byte 3 (0xE9) cannot be read as UTF-8.",
      sent: "No rows were sent.",
      next: "Choose another encoding.",
    },
  });
});

test("a reading that is stopped, or replaced by one that fails, leaves the choices of the one in place", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(new File([new Uint8Array([0x61, 0x0a, 0xe9, 0x0a])], "a.csv"));
  await idle(session);
  session.changeReading({ encoding: "iso-8859-15" });
  session.cancel();
  expect(session.getSnapshot()).toMatchObject({
    overrides: {},
    draft: { file: { reading: { encoding: { value: "windows-1252" } } } },
  });
  session.changeReading({ quote: null });
  session.changeReading({ encoding: "utf-8" });
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ overrides: {}, failure: { code: "invalid_bytes" } });
});

test("a file that is no CSV is named, and the next one is read", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf("%PDF-1.7 an invoice"));
  await idle(session);
  expect(session.getSnapshot().failure).toMatchObject({
    code: "pdf",
    happened: "This is a PDF document.",
    next: "Export the table as CSV where it comes from.",
  });
  session.chooseFile(fileOf());
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ failure: null, draft: { file: { rows: 4 } } });
});
