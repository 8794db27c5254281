import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { type Database, openDatabase } from "./database";
import { storableJson, storableText } from "./storable";

let database: Database;
let end: () => Promise<void>;
beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  const opened = openDatabase(url);
  database = opened.database;
  end = async () => {
    await opened.close();
    await drop();
  };
});
afterAll(() => end());

const nasty = fc.string({
  unit: fc.constantFrom("\0", "\ud83d", "\ude00", "😀", "\\", "u0000", "ud800", '"', "a"),
});

test("whatever a cell or a message holds can be stored, and what needs no change has none", async () => {
  await fc.assert(
    fc.asyncProperty(nasty, async (text) => {
      const { rows } = await sql<{ value: { cell: string }; plain: string }>`
        select ${storableJson({ cell: text })}::jsonb as value, ${storableText(text)}::text as plain`.execute(
        database,
      );
      expect(rows[0]).toEqual({ value: { cell: storableText(text) }, plain: storableText(text) });
      if (text.isWellFormed() && !text.includes("\0")) expect(storableText(text)).toBe(text);
    }),
  );
});
