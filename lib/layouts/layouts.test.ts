import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { LayoutContent } from "../api-contract/layouts";
import type { Me } from "../api-contract/people";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { generateJobs } from "../jobs/generate-jobs";
import { createLayouts, type Layouts } from "./layouts";

let database: Database;
let layouts: Layouts;
let close: () => Promise<void>;

const person = (id: string, role: Me["role"] = "operator"): Me => ({
  ...{ id, name: id, email: `${id}@example.com` },
  role,
});
const ana = person("ana");
const ben = person("ben");
const headerSet = "a".repeat(64);
const query = { connector: "sage200", object: "customers", headerSet };
const content: LayoutContent = {
  columns: ["Code", "Name"],
  mapping: {
    version: 1,
    entries: [{ field: "code", source: { kind: "column", column: 0 }, reason: { kind: "chosen" } }],
  },
  ...{ reading: { delimiter: ";" }, policy: "keep_errors_back", ask: ["date"], required: ["code"] },
};

beforeEach(async () => {
  const created = await createTestDatabase();
  const opened = openDatabase(created.url);
  database = opened.database;
  await migrate(database);
  layouts = createLayouts(database);
  close = async () => {
    await opened.close();
    await created.drop();
  };
});
afterEach(() => close());

const create = (name: string, by = ana, id: string = randomUUID()) =>
  layouts.create({ id, connectorKey: "sage200", objectName: "customers", headerSet, name, content }, by);
const trail = async () =>
  (await database.selectFrom("audit_events").select("detail").orderBy("id").execute()).map(
    ({ detail }) => detail,
  );

test("a layout is everybody's to use, and its owner's and administrators' to change; each change is audited", async () => {
  const { id } = await create("Month-end");
  expect((await layouts.known(query, ben)).layouts).toMatchObject([
    { id, name: "Month-end", savedBy: "ana", isMine: false, content },
  ]);
  await expect(layouts.change(id, { name: "Mine" }, ben)).rejects.toMatchObject({ status: 403 });
  await expect(layouts.remove(id, ben)).rejects.toMatchObject({ status: 403 });
  await layouts.change(id, { name: "Month-end receipts" }, ana);
  await layouts.change(id, { version: 2, headerSet, content }, person("cy", "administrator"));
  await layouts.remove(id, person("cy", "administrator"));
  expect((await layouts.known(query, ana)).layouts).toEqual([]);
  expect(await trail()).toEqual([
    "ana saved the layout Month-end.",
    "ana renamed the layout Month-end to Month-end receipts.",
    "cy saved the layout Month-end receipts anew.",
    "cy deleted the layout Month-end receipts.",
  ]);
});

test("a name is given once, whatever its case; asking twice makes one; of two savings the later version is told", async () => {
  const { id } = await create("Month-end");
  expect(await create("Month-end", ana, id)).toMatchObject({ id, version: 1 });
  await expect(create("month-END")).rejects.toMatchObject({ status: 409, code: "layout_name_taken" });
  const other = await create("Quarter");
  await expect(layouts.change(other.id, { name: "Month-end" }, ana)).rejects.toMatchObject({ status: 409 });
  await layouts.change(id, { version: 1, headerSet, content }, ana);
  await expect(layouts.change(id, { version: 1, headerSet, content }, ana)).rejects.toMatchObject({
    code: "layout_moved",
  });
});

test("one that cannot be read any more is listed without its content, and never a fault", async () => {
  await create("Old");
  await database
    .updateTable("layouts")
    .set({ content: JSON.stringify({ ...content, mapping: { version: 9 } }) })
    .execute();
  expect((await layouts.known(query, ana)).layouts).toMatchObject([{ name: "Old", content: null }]);
});

test("the person's own last finished import teaches, then the team's; what was stopped teaches nothing", async () => {
  await generateJobs(database, 60);
  const teach = (id: string, by: string, mapping: unknown = content.mapping) =>
    database
      .updateTable("jobs")
      .set({
        object_name: "customers",
        created_by_id: by,
        created_by_name: by,
        mapping: JSON.stringify({ kept: mapping, columns: content.columns, headerSet }),
      })
      .where("id", "=", id)
      .execute();
  const number = async (by: Me) => (await layouts.known(query, by)).remembered?.number ?? null;
  expect(await number(ana)).toBeNull();
  // 50 was stopped, 58 is under way, 40 ended with failures.
  await teach("j50", "ana");
  await teach("j58", "ana");
  expect(await number(ana)).toBeNull();
  await teach("j40", "ben");
  await teach("j30", "ana");
  expect(await number(ana)).toBe(30);
  expect(await number(ben)).toBe(40);
  expect(await number(person("cy"))).toBe(40);
  expect((await layouts.known(query, ana)).remembered).toMatchObject({
    isMine: true,
    mapping: content.mapping,
  });
  // A newer one that nobody can read is passed over.
  await teach("j41", "ben", { version: 9 });
  expect(await number(ben)).toBe(40);
  expect((await layouts.known({ ...query, headerSet: "b".repeat(64) }, ana)).remembered).toBeNull();
  expect((await layouts.known({ ...query, object: "suppliers" }, ana)).remembered).toBeNull();
});
