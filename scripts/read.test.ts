import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkbook } from "@/lib/workbook/workbook-fixture";

const arguments_ = ["--import", "tsx", join(import.meta.dirname, "read.mjs")];
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hubload-read-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string) => join(folder, name);

interface Line {
  file: string;
  encoding: string | null;
  headerLine: number | null;
  header: string[] | null;
  rows: string[][];
  issues: { line: number | null; row: number | null; column: number | null; code: string }[];
}

function read(...given: string[]): Line[] {
  const out = execFileSync(process.execPath, [...arguments_, ...given], { encoding: "utf8" });
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const odd: [name: string, content: Uint8Array | string, code: string][] = [
  ["empty.csv", "", "empty"],
  ["mark.csv", "\uFEFF", "header_only"],
  ["mark-16.csv", new Uint8Array([0xff, 0xfe]), "header_only"],
  ["blank.csv", "\n\n\n", "header_only"],
  ["names.csv", "a,b\n", "header_only"],
  ["packed.csv", gzipSync("a,b\n1,2\n").subarray(0, 20), "archive"],
  ["book.csv", "PK\u0003\u0004 [Content_Types].xml xl/workbook.xml", "damaged"],
  ["program.csv", new Uint8Array(4000).map((_, index) => (index * 7919) >> 3), "binary"],
  ["nul.csv", "\0", "binary"],
];

test("whatever the files are, each is one line of JSON with what is wrong, and none stops the others", () => {
  for (const [name, content] of odd) writeFileSync(inFolder(name), content);
  mkdirSync(inFolder("folder.csv"));
  execFileSync("mkfifo", [inFolder("pipe.csv")]);
  writeFileSync(inFolder("good.csv"), "a;b\n1;2\n");
  const names = [...odd.map(([name]) => name), "folder.csv", "pipe.csv", "missing.csv", "good.csv"].map(
    inFolder,
  );
  const lines = read(...names);
  expect(lines.map(({ file }) => file)).toEqual(names);
  const keys = new Set(["file", "encoding", "dialect", "headerLine", "header", "rows", "issues"]);
  for (const line of lines) expect(new Set(Object.keys(line))).toEqual(keys);
  expect(lines.map(({ issues }) => issues[0]?.code)).toEqual([
    ...odd.map(([, , code]) => code),
    "unreadable",
    "unreadable",
    "unreadable",
    undefined,
  ]);
  expect(lines.at(-1)).toMatchObject({
    encoding: "utf-8",
    headerLine: 1,
    header: ["a", "b"],
    rows: [["1", "2"]],
  });
});

test("what a gzip file or a sheet of a workbook holds is read as the text it is", async () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = (name: string, ...rows: string[][]) => ({
    name,
    rows: rows.map((cells) => `<row>${cells.map(cell).join("")}</row>`).join(""),
  });
  const sheets = [
    sheet("Customers", ["Export"], ["name", "note"], ["Ann", "a;b"]),
    sheet("Prices", ["item"], ["5€"]),
  ];
  const book = await makeWorkbook({ sheets });
  writeFileSync(inFolder("book.xlsx"), new Uint8Array(await book.arrayBuffer()));
  writeFileSync(inFolder("prices.csv.gz"), gzipSync(Buffer.from("name;price\nAnn;5\x80\n", "latin1")));
  const [workbook, packed] = read(inFolder("book.xlsx"), inFolder("prices.csv.gz"));
  expect(workbook).toMatchObject({
    headerLine: 2,
    header: ["name", "note"],
    rows: [["Ann", "a;b"]],
    issues: [{ line: 1, row: null, column: null, code: "preamble" }],
  });
  expect(packed).toMatchObject({ encoding: "windows-1252", rows: [["Ann", "5€"]], issues: [] });
  const [prices] = read(inFolder("book.xlsx"), "--settings", '{"sheet":"Prices","delimiter":";"}');
  expect(prices).toMatchObject({ header: ["item"], rows: [["5€"]] });
  const [none] = read(inFolder("book.xlsx"), "--settings", '{"sheet":"Nowhere"}');
  expect(none?.issues).toHaveLength(1);
});

test("the memory a large file takes does not grow with it", () => {
  const large = inFolder("large.csv");
  const file = openSync(large, "w");
  const line = `${"a cell like many others,".repeat(25)}the last\n`;
  const lines = line.repeat(2000);
  for (let done = 0; done < 100_000_000; done += lines.length) writeSync(file, lines);
  closeSync(file);
  const script = `process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)));`;
  const preload = `data:text/javascript,${encodeURIComponent(script)}`;
  const peakMb = (path: string) => {
    const { stderr, status } = spawnSync(process.execPath, ["--import", preload, ...arguments_, path], {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    expect(status).toBe(0);
    return Number(stderr) / 1024;
  };
  writeFileSync(inFolder("small.csv"), "a,b\n1,2\n");
  expect(peakMb(large) - peakMb(inFolder("small.csv"))).toBeLessThan(200);
});

test("settings hold for every file, and what cannot be understood is said without a stack of calls", () => {
  writeFileSync(inFolder("said.csv"), "x\na#b\n1#2\n3#4\n");
  const settings = { delimiter: "#", headerLine: 2, lastDataLine: 3 };
  expect(read(inFolder("said.csv"), "--settings", JSON.stringify(settings))[0]).toMatchObject({
    header: ["a", "b"],
    rows: [["1", "2"]],
  });
  for (const unusable of ["no", "[1]", "null", ""])
    expect(read(inFolder("good.csv"), inFolder("missing.csv"), "--settings", unusable)).toMatchObject([
      { rows: [["1", "2"]], issues: [{ code: "unusable_settings" }] },
      { rows: [], issues: [{ code: "unreadable" }] },
    ]);
  for (const given of [[], ["--unknown", inFolder("said.csv")]]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...arguments_, ...given], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
  }
});
