import { kernelCode } from "./kernel-code";
import type { RecordBatch } from "./record-batch";
import { intsOf, type Storage, type Stretch } from "./stretch";

const pageBytes = 65_536;
/** What may lie behind the bytes that are meant is read along with them. */
const margin = 64;

/** Where the numbers that a call takes and gives stand in the state: kernel.as names them alike. */
const state = {
  at: 0,
  line: 1,
  recordStart: 2,
  recordLine: 3,
  cells: 4,
  count: 5,
  end: 6,
  maxRecord: 7,
  bytes: 8,
  starts: 9,
  ends: 10,
  lines: 11,
  firstCells: 12,
  cellStarts: 13,
  cellEnds: 14,
  cellKinds: 15,
  cellRoom: 16,
  recordRoom: 17,
  lineEnd: 18,
  marks: 19,
  plan: 20,
  planLength: 21,
  out: 22,
  outEnd: 23,
  copies: 24,
  counted: 25,
  sums: 26,
  length: 42,
} as const;

/** The exports of kernel.as. Addresses are bytes in its memory. */
interface KernelCode {
  memory: WebAssembly.Memory;
  run(state: number, delimiter: number, quote: number, escaping: number): number;
  utf8(from: number, end: number, counted: number): number;
  sumUp(sums: number, from: number, to: number): void;
  write(state: number, from: number, to: number): number;
  sums(state: number, from: number, to: number, out: number): void;
  mark(state: number, count: number, column: number, width: number, tests: number, maxBytes: number): void;
}

/** What a run over clean records takes, and what it has come to when it ends. */
export interface CleanRun {
  at: number;
  line: number;
  recordStart: number;
  recordLine: number;
  cells: number;
  count: number;
  /** 0 LF, 1 CRLF, 2 CR, -1 not known: how the lines of the run end, the same all along. */
  lineEnd: number;
}

/** What a kernel can ask the bytes of a cell that is not empty. */
export interface KernelTests {
  isEmptyFine: boolean;
  /** It is an e-mail address of ASCII characters. */
  isEmail: boolean;
  /** It is a number: digits behind a minus or not, a point among them or not. */
  digits: "whole" | "with a point" | null;
  maxBytes: number;
}

/** Bytes of a dialect; the delimiter stands for what it does not have. */
export interface KernelDialect {
  delimiter: number;
  quote: number;
  escape: number;
}

/**
 * The innermost loops as WebAssembly, with memory of their own, in which batches lie and output is made. Each pass over
 * a file has one. It gives the same answers as the JavaScript it stands in for.
 */
export class Kernel implements Storage {
  /** With the memory. */
  readonly code: KernelCode;
  #free = 1024;
  readonly #state: Stretch;
  #numbers: Int32Array;

  constructor(code: KernelCode) {
    this.code = code;
    this.#state = this.stretch(4 * state.length);
    this.#numbers = intsOf(this.#state);
  }

  get buffer(): ArrayBuffer {
    return this.code.memory.buffer;
  }

  stretch(length: number, before?: Stretch): Stretch {
    const at = this.#free;
    this.#free = (at + length + margin + 15) & ~15;
    const { memory } = this.code;
    const missing = this.#free - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    if (before !== undefined)
      new Uint8Array(memory.buffer).copyWithin(at, before.at, before.at + before.length);
    return {
      get buffer() {
        return memory.buffer;
      },
      at,
      length,
    };
  }

  /** Whether bytes lie in the memory. */
  holds(bytes: Uint8Array): boolean {
    return bytes.buffer === this.buffer;
  }

  /**
   * `runInScript` in clean-run.ts, but for one kind of line end, and as far as there is room. Changes `run`.
   *
   * @param batch lies here @returns whether it ended for lack of room
   */
  runClean(
    batch: RecordBatch,
    run: CleanRun,
    end: number,
    maxRecord: number,
    { delimiter, quote, escape: escaping }: KernelDialect,
  ): boolean {
    const numbers = this.#place(batch);
    numbers[state.at] = run.at;
    numbers[state.line] = run.line;
    numbers[state.recordStart] = run.recordStart;
    numbers[state.recordLine] = run.recordLine;
    numbers[state.cells] = run.cells;
    numbers[state.count] = run.count;
    numbers[state.lineEnd] = run.lineEnd;
    numbers[state.end] = end;
    numbers[state.maxRecord] = maxRecord;
    const needsRoom = this.code.run(this.#state.at, delimiter, quote, escaping) === 1;
    run.at = numbers[state.at] as number;
    run.line = numbers[state.line] as number;
    run.recordStart = numbers[state.recordStart] as number;
    run.recordLine = numbers[state.recordLine] as number;
    run.cells = numbers[state.cells] as number;
    run.count = numbers[state.count] as number;
    run.lineEnd = numbers[state.lineEnd] as number;
    return needsRoom;
  }

  /** Says where a batch lies. */
  #place(batch: RecordBatch): Int32Array {
    if (this.#numbers.buffer !== this.buffer) this.#numbers = intsOf(this.#state);
    const numbers = this.#numbers;
    numbers[state.bytes] = batch.bytes.byteOffset;
    numbers[state.starts] = batch.starts.byteOffset;
    numbers[state.ends] = batch.ends.byteOffset;
    numbers[state.lines] = batch.lines.byteOffset;
    numbers[state.firstCells] = batch.firstCells.byteOffset;
    numbers[state.cellStarts] = batch.cellStarts.byteOffset;
    numbers[state.cellEnds] = batch.cellEnds.byteOffset;
    numbers[state.cellKinds] = batch.cellKinds.byteOffset;
    numbers[state.marks] = batch.marks.byteOffset;
    numbers[state.cellRoom] = batch.cellStarts.length;
    numbers[state.recordRoom] = batch.starts.length;
    return numbers;
  }

  /**
   * Passes characters that are right for certain, from the beginning of one on.
   *
   * @param bytes lie here @returns where it ended, and how many of the characters are beyond ASCII
   */
  rightCharacters(bytes: Uint8Array, from: number): { end: number; beyondAscii: number } {
    if (this.#numbers.buffer !== this.buffer) this.#numbers = intsOf(this.#state);
    this.#numbers[state.counted] = 0;
    const start = bytes.byteOffset;
    const counted = this.#state.at + 4 * state.counted;
    const end = this.code.utf8(start + from, start + bytes.length, counted) - start;
    return { end, beyondAscii: this.#numbers[state.counted] as number };
  }

  /** Lets sixteen sums go on over bytes that lie here; see `Checksum`. */
  sumUp(bytes: Uint8Array, sums: Int32Array): void {
    if (this.#numbers.buffer !== this.buffer) this.#numbers = intsOf(this.#state);
    this.#numbers.set(sums, state.sums);
    const start = bytes.byteOffset;
    this.code.sumUp(this.#state.at + 4 * state.sums, start, start + bytes.length);
    sums.set(this.#numbers.subarray(state.sums, state.sums + sums.length));
  }

  /**
   * Writes the records that are not marked as canonical CSV.
   *
   * @param plan where the runs of columns stand: the first column and how many, two numbers each
   * @param out where the output begins and has to end
   * @param copies what is copied as it is, in bits: 1 plain cells, 2 runs of them, 4 escaped cells
   * @returns the record it came to, which did not fit or could not be copied unless it is `to`, and the end of the output
   */
  writeRecords(
    batch: RecordBatch,
    { from, to }: { from: number; to: number },
    plan: { at: number; runs: number },
    out: { at: number; end: number },
    copies: number,
  ): { record: number; end: number } {
    const numbers = this.#place(batch);
    numbers[state.plan] = plan.at;
    numbers[state.planLength] = plan.runs;
    numbers[state.out] = out.at;
    numbers[state.outEnd] = out.end;
    numbers[state.copies] = copies;
    const record = this.code.write(this.#state.at, from, to);
    return { record, end: numbers[state.out] as number };
  }

  /** Traits and hashes of some cells, three numbers each; see `CellSum`. @param out where they are written to */
  sums(batch: RecordBatch, { from, to }: { from: number; to: number }, out: number): void {
    this.#place(batch);
    this.code.sums(this.#state.at, from, to, out);
  }

  /**
   * Marks the records that have other than `width` cells, or whose cell in a column is not fine for certain: its text is
   * not its bytes, it does not begin with visible ASCII, or it fails a test.
   */
  mark(batch: RecordBatch, column: number, width: number, tests: KernelTests): void {
    this.#place(batch);
    const { isEmptyFine, isEmail, digits, maxBytes } = tests;
    const bits =
      (isEmptyFine ? 1 : 0) +
      (isEmail ? 2 : 0) +
      (digits === null ? 0 : 4) +
      (digits === "with a point" ? 8 : 0);
    this.code.mark(this.#state.at, batch.count, column, width, bits, maxBytes);
  }
}

const isKernelCode = (exports: WebAssembly.Exports): exports is WebAssembly.Exports & KernelCode =>
  exports.memory instanceof WebAssembly.Memory;

/**
 * The code once it is compiled, `null` where it cannot be: what the platform's compiler makes of it, first quickly and then
 * well, serves all passes.
 */
let compiled: WebAssembly.Module | null | undefined;

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === "undefined") return null;
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(kernelCode), (character) => character.charCodeAt(0)));
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return null;
    throw error;
  }
}

/** What a pass was done with, for the next: memory that is new costs more than memory that is there. */
const idle: KernelCode[] = [];
const mostIdle = 2;
/** A file with long records leaves more behind than is worth keeping. */
const mostIdleBytes = 16_777_216;

/** `null` where the platform has no WebAssembly, lacks its vectors or may not compile. */
export function createKernel(): Kernel | null {
  const known = idle.pop();
  if (known !== undefined) return new Kernel(known);
  if (compiled === undefined) compiled = compile();
  if (compiled === null) return null;
  const { exports } = new WebAssembly.Instance(compiled);
  return isKernelCode(exports) ? new Kernel(exports) : null;
}

/**
 * Does something with a kernel, `null` where there is none. Nothing that lies in its memory may be used behind the end:
 * the memory goes to the next.
 */
export async function withKernel<T>(work: (kernel: Kernel | null) => Promise<T>): Promise<T> {
  const kernel = createKernel();
  try {
    return await work(kernel);
  } finally {
    const code = kernel?.code;
    if (code !== undefined && code.memory.buffer.byteLength <= mostIdleBytes && idle.length < mostIdle)
      idle.push(code);
  }
}
