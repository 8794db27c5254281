import { type EncodingFound, encodingOf } from "./detect-encoding";
import { type DetectedReading, detectReading } from "./detect-reading";
import type { Finding } from "./file-facts";
import { IssueList } from "./issue-list";
import { ReadError } from "./read-error";
import { headerRowSaid, linesFrom, overridesOf, type ReadSettings } from "./read-settings";
import type { ReadingOverrides } from "./reading";
import { type LineLayout, RowWriter } from "./row-writer";
import { Utf8Check } from "./utf8-check";

/** A file that can be read from any place. */
export interface ByteSource {
  size: number;
  /** The bytes from `from` up to `to`. */
  slice(from: number, to: number): Promise<Uint8Array>;
  /** What was found when the text was made from something else. */
  remarks?: readonly Pick<Finding, "code" | "line">[];
}

const LF = 10;
const CR = 13;
const sliceBytes = 1_048_576;

interface Plan {
  detected: DetectedReading;
  lines: LineLayout;
}

/**
 * What a file holds, as pieces of one line of JSON: `{file, encoding, headerLine, header, rows, dialect, issues}`. It
 * never throws: what cannot be read is an issue, with what could be read before it.
 *
 * Lines are 1-based and those of the file, rows are 1-based data rows, columns 0-based. `rows` are the data rows in
 * order; blank ones are left out and named.
 */
export async function* jsonRows(
  name: string,
  source: ByteSource,
  settings: ReadSettings,
): AsyncGenerator<string> {
  const issues = new IssueList();
  yield `{"file":${JSON.stringify(name)}`;
  let plan: Plan | null = null;
  try {
    plan = await planOf(source, settings, issues);
  } catch (error) {
    issues.add({ line: null, row: null, column: null, code: codeOf(error) });
  }
  if (plan === null) {
    yield ',"encoding":null,"headerLine":null,"header":null,"rows":[],"dialect":null,"issues":';
    yield* issues.json();
    yield "}\n";
    return;
  }
  const rows = new RowWriter(plan.detected, plan.lines, issues);
  yield `,"encoding":${JSON.stringify(plan.detected.reading.encoding.value)},"headerLine":${plan.lines.headerLine}`;
  try {
    for (let from = 0; from < source.size; from += sliceBytes) {
      const to = Math.min(source.size, from + sliceBytes);
      yield rows.add(await source.slice(from, to), to === source.size);
    }
  } catch (error) {
    issues.add({ line: null, row: null, column: null, code: codeOf(error) });
  }
  yield rows.end();
  yield* issues.json();
  yield "}\n";
}

const codeOf = (error: unknown) => (error instanceof ReadError ? error.code : "unreadable");

async function planOf(source: ByteSource, settings: ReadSettings, issues: IssueList): Promise<Plan> {
  const overrides = overridesOf(settings, (code) =>
    issues.add({ line: null, row: null, column: null, code }),
  );
  const head = await headOf(source);
  const isWhole = head.length === source.size;
  let detected = detectReading(head, isWhole, overrides);
  const { encoding, byteOrderMark } = detected.reading;
  if (encoding.value === "utf-8" && !encoding.chosen && !byteOrderMark && !isWhole) {
    const found = await encodingThroughout(source);
    if (found.encoding.value !== encoding.value) detected = detectAs(found, { head, isWhole, overrides });
  }
  const headerRow = headerRowSaid(settings, detected);
  if (headerRow !== undefined) {
    const { reading, findings: all } = detected;
    const findings = all.filter(({ code }) => code === "encoding_tie");
    detected = detectAs(
      { encoding: reading.encoding, findings },
      { head, isWhole, overrides: { ...overrides, headerRow } },
    );
  }
  for (const { code, line } of [...(source.remarks ?? []), ...detected.findings])
    issues.add({ line, row: null, column: null, code });
  return { detected, lines: linesFrom(settings, detected) };
}

/** Finds all but the encoding; what was asked about that is asked still. */
function detectAs(
  { encoding, findings }: Pick<EncodingFound, "encoding" | "findings">,
  { head, isWhole, overrides }: { head: Uint8Array; isWhole: boolean; overrides: ReadingOverrides },
): DetectedReading {
  const detected = detectReading(head, isWhole, { ...overrides, encoding: encoding.value });
  detected.reading.encoding = encoding;
  detected.findings.unshift(...findings);
  return detected;
}

const mostHeadBytes = 2 * sliceBytes;

/** The beginning of a file: its first line and the one behind it, however many columns they have. */
async function headOf(source: ByteSource): Promise<Uint8Array> {
  for (let bytes = sliceBytes; ; bytes *= 2) {
    const head = await source.slice(0, Math.min(source.size, bytes));
    const mark = head.includes(LF) ? LF : CR;
    const first = head.indexOf(mark);
    const hasTwo = head.indexOf(mark, first + 1) > first;
    if (hasTwo || head.length === source.size || bytes >= mostHeadBytes) return head;
  }
}

async function encodingThroughout(source: ByteSource): Promise<EncodingFound> {
  const check = new Utf8Check();
  for (let from = 0; from < source.size; from += sliceBytes) {
    const to = Math.min(source.size, from + sliceBytes);
    check.push(await source.slice(from, to), to === source.size);
  }
  return encodingOf(check);
}
