import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonRows } from "./json-rows";

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("csv-spectrum/package.json"));
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, "csvs", `${name}.csv`)));
const names = readdirSync(join(folder, "csvs")).map((file) => file.replace(/\.csv$/, ""));

async function read(bytes: Uint8Array): Promise<{ header: string[]; rows: string[][]; issues: unknown[] }> {
  let text = "";
  const slice = async (from: number, to: number) => bytes.slice(from, to);
  for await (const piece of jsonRows("a.csv", { size: bytes.length, slice }, {})) text += piece;
  return JSON.parse(text);
}

/** Its answer names another telephone number than its file does. */
const odd = "location_coordinates";

describe("csv-spectrum, without any setting", () => {
  test.each(names.filter((name) => name !== odd))("%s is read as its authors say", async (name) => {
    const { header, rows } = await read(bytesOf(name));
    const records = rows.map((cells) => Object.fromEntries(header.map((key, index) => [key, cells[index]])));
    expect(records).toEqual(JSON.parse(readFileSync(join(folder, "json", `${name}.json`), "utf8")));
  });

  test(`${odd}: quotes inside plain text are text`, async () => {
    const { header, rows } = await read(bytesOf(odd));
    expect(header).toEqual(["Contact Phone Number", "Location Coordinates", "Cities", "Counties"]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.[1]).toMatch(/^37.36'37\.8"N 121.2'17\.9"W$/);
    expect(rows[0]?.slice(2)).toEqual(["Modesto", "Stanislaus"]);
  });
});
