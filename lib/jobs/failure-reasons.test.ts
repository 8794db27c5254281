import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { forgetReasons, keepReasons, readReasons } from "./failure-reasons";
import { generateJobs } from "./generate-jobs";

test("failures that turn out to be no row's are no longer counted under their reason", async () => {
  const { url, drop } = await createTestDatabase();
  const { database, close } = openDatabase(url);
  await migrate(database);
  await generateJobs(database, 1);
  const unknown = ["Code T1 is not known", "Code T2 is not known", "Code T3 is not known"];
  const idOf = await keepReasons(database, "j1", [...unknown, "Computer says no"]);
  const failures = unknown.slice(0, 2).map((reason) => ({ reason_id: idOf(reason) }));
  await forgetReasons(database, [...failures, { reason_id: idOf("Computer says no") }]);
  expect(await readReasons(database, "j1")).toMatchObject({
    reasons: [{ signature: "Code … is not known", rows: 1 }],
    total: 1,
  });
  await close();
  await drop();
});
