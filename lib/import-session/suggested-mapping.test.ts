import { expect, test } from "vitest";
import { setUpdate } from "@/lib/mapping/mapping";
import { createBench, destination, elsewhere, fileOf, idle, textOf, until } from "./session-bench";

const chosenWebsite = { field: "website", reason: { kind: "chosen" as const } };

test("what the names suggest is known when the file is read; Map begins with it, and with what other fields suggest", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  await idle(session);
  const { suggested } = session.getSnapshot();
  expect(suggested?.entries.map(({ field }) => field)).toContain("name");
  session.goTo("map");
  expect(session.getSnapshot().draft).toMatchObject({ at: "map", mapping: suggested });
  const [field] = destination.fields;
  session.chooseDestination({
    ...elsewhere,
    fields: field ? [{ ...field, path: "colour", label: "Colour" }] : [],
  });
  session.goTo("map");
  const { draft, suggested: others } = session.getSnapshot();
  expect(others?.entries.map(({ field }) => field)).toEqual(["colour"]);
  expect(draft).toMatchObject({ at: "map", mapping: others });
});

test("placeholders are filled in when the rows are checked, the same in what is sent, and the job says what they were", async () => {
  const bench = createBench();
  const { session, submitted, uploads } = bench;
  session.chooseFile(fileOf("Account code;Customer name\nA1;Acme\n"));
  session.chooseDestination(destination);
  await idle(session);
  session.goTo("map");
  session.setConstant("website", "{import}/{today}/{user}/{row}");
  const entry = { ...chosenWebsite, source: { kind: "constant" as const, value: "{row} {file}" } };
  expect((await session.tryEntry(entry)).lines).toMatchObject([{ fileRow: 2, sent: "2 customers.csv" }]);
  session.changeMapping((mapping) => setUpdate(mapping, "reference"));
  session.goTo("check");
  await until(session, ({ draft }) => draft.reached === "check" && draft.check !== null);
  session.goTo("send");
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  const [upload] = uploads;
  const sent = upload === undefined ? "" : await textOf(upload);
  expect(sent).toMatch(/^reference,name,website\nA1,Acme,261122-[2-9A-Z]{4}\/2026-11-22\/Ann\/2\n$/);
  const [, reference] = /(261122-\w+)/.exec(sent) ?? [];
  expect(submitted[0]?.body).toMatchObject({
    metaData: { action: "upsert", identifierFieldName: "reference" },
    mapping: {
      version: 1,
      mode: "upsert",
      placeholders: { import: reference, file: "customers.csv", today: "2026-11-22", user: "Ann" },
    },
  });
});

test("an unknown placeholder, and a key that is not from the file, bar the way to Check in words", async () => {
  const { session } = createBench();
  session.chooseFile(fileOf());
  session.chooseDestination(destination);
  await idle(session);
  session.goTo("map");
  session.setConstant("website", "{rows}");
  expect(session.blocked()).toMatch(
    /^The value of Website cannot be used\. There is no placeholder \{rows\}\./,
  );
  session.setConstant("website", "x");
  session.changeMapping((mapping) => setUpdate(mapping, "website"));
  expect(session.blocked()).toBe(
    "Records are matched by Website, which is not from the file. Choose a column for it.",
  );
});

test("a field taken from another column says where it was", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  await idle(session);
  session.goTo("map");
  session.setTarget(2, "name");
  expect(session.getSnapshot().announcement).toEqual({
    id: 1,
    text: 'Name now comes from "Colour"; before, it came from "Customer name".',
  });
});
