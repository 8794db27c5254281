/**
 * The innermost loops of reading and writing, sixteen bytes at a time. AssemblyScript: `npm run kernel` compiles it into
 * kernel-code.ts. Each has a twin in JavaScript that gives the same answers: clean-run.ts, utf8-check.ts, checksum.ts,
 * canonical-csv.ts and email-address.ts. Nothing is allocated here: who calls says where everything lies.
 */

const PLAIN: u32 = 0;
const QUOTED: u32 = 1;
const ESCAPED: u32 = 2;

const LF: u32 = 10;
const CR: u32 = 13;
const QUOTE: u32 = 0x22;
const COMMA: u32 = 0x2c;

/** Places of `run` in the state that goes in and comes out, 4 bytes each. */
const AT: usize = 0;
const LINE: usize = 4;
const RECORD_START: usize = 8;
const RECORD_LINE: usize = 12;
const CELLS: usize = 16;
const COUNT: usize = 20;
const END: usize = 24;
const MAX_RECORD: usize = 28;
const BYTES: usize = 32;
const STARTS: usize = 36;
const ENDS: usize = 40;
const LINES: usize = 44;
const FIRST_CELLS: usize = 48;
const CELL_STARTS: usize = 52;
const CELL_ENDS: usize = 56;
const CELL_KINDS: usize = 60;
const CELL_ROOM: usize = 64;
const RECORD_ROOM: usize = 68;
/** How lines end: 0 LF, 1 CRLF, 2 CR, -1 not known. */
const LINE_END: usize = 72;

/** A bit for each of 64 bytes that is the one looked for. */
function bitsOf(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  return placesIn(a, byte) | (placesIn(b, byte) << 16) | (placesIn(c, byte) << 32) | (placesIn(d, byte) << 48);
}

/** For each bit whether those up to it are an odd number. */
function oddUpTo(bits: u64): u64 {
  let odd = bits ^ (bits << 1);
  odd ^= odd << 2;
  odd ^= odd << 4;
  odd ^= odd << 8;
  odd ^= odd << 16;
  return odd ^ (odd << 32);
}

/**
 * Notes cells in which no quote stands.
 *
 * @param starts, @param ends, @param kinds where they are noted
 * @param at where the first begins, @param base where the bits begin
 * @param dividers what ends a cell, @param returns those that are carriage returns before a line feed
 */
function plainCells(starts: usize, ends: usize, kinds: usize, at: u32, base: u32, dividers: u64, returns: u64): void {
  v128.store(kinds, i8x16.splat(<i8>PLAIN));
  v128.store(kinds, i8x16.splat(<i8>PLAIN), 16);
  v128.store(kinds, i8x16.splat(<i8>PLAIN), 32);
  v128.store(kinds, i8x16.splat(<i8>PLAIN), 48);
  let place: usize = 0;
  for (let rest = dividers; rest != 0; rest &= rest - 1) {
    const stop = base + <u32>ctz(rest);
    store<u32>(starts + place, at);
    store<u32>(ends + place, stop);
    at = stop + 1;
    place += 4;
  }
  // A line feed stands before the first cell of a record.
  for (let rest = returns; rest != 0; rest &= rest - 1) {
    const before = <usize>popcnt(dividers & (rest ^ (rest - 1)));
    store<u32>(starts + (before << 2), base + <u32>ctz(rest) + 2);
  }
}

/**
 * Notes cells with quotes or without.
 *
 * @param closed dividers behind a quote that closes, @param doubled the second of two quotes that stand for one
 * @param isEscaped 1 when the first cell began before and has such quotes
 */
function quotedCells(
  starts: usize,
  ends: usize,
  kinds: usize,
  at: u32,
  base: u32,
  dividers: u64,
  returns: u64,
  closed: u64,
  doubled: u64,
  isEscaped: u32,
): void {
  let place: usize = 0;
  for (let rest = dividers; rest != 0; rest &= rest - 1) {
    const bit = ctz(rest);
    const stop = base + <u32>bit;
    const upTo = rest ^ (rest - 1);
    const isQuoted = <u32>(closed >> bit) & 1;
    isEscaped |= (doubled & upTo) != 0 ? 1 : 0;
    doubled &= ~upTo;
    store<u32>(starts + (place << 2), at + isQuoted);
    store<u32>(ends + (place << 2), stop - isQuoted);
    store<u8>(kinds + place, isQuoted + isEscaped);
    isEscaped = 0;
    at = stop + 1 + (<u32>(returns >> bit) & 1);
    place += 1;
  }
}

/**
 * Cells and records that are written as they should be, from the beginning of a cell on, up to the first that is not.
 *
 * @param quote, @param escape: the delimiter where there is none
 * @returns 1 when there is no room for more cells or records, else 0
 */
export function run(state: usize, delimiter: u32, quote: u32, escape: u32): u32 {
  const bytes: usize = load<u32>(state, BYTES);
  const starts: usize = load<u32>(state, STARTS);
  const ends: usize = load<u32>(state, ENDS);
  const lines: usize = load<u32>(state, LINES);
  const firstCells: usize = load<u32>(state, FIRST_CELLS);
  const cellStarts: usize = load<u32>(state, CELL_STARTS);
  const cellEnds: usize = load<u32>(state, CELL_ENDS);
  const cellKinds: usize = load<u32>(state, CELL_KINDS);
  const cellRoom: u32 = load<u32>(state, CELL_ROOM) - 80;
  const recordRoom: u32 = load<u32>(state, RECORD_ROOM) - 66;
  const end: u32 = load<u32>(state, END);
  const maxRecord: u32 = load<u32>(state, MAX_RECORD);
  let lineEnd: i32 = load<i32>(state, LINE_END);
  let at: u32 = load<u32>(state, AT);
  let line: u32 = load<u32>(state, LINE);
  let recordStart: u32 = load<u32>(state, RECORD_START);
  let recordLine: u32 = load<u32>(state, RECORD_LINE);
  let cells: u32 = load<u32>(state, CELLS);
  let count: u32 = load<u32>(state, COUNT);
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  const escapes = i8x16.splat(<i8>escape);
  const returns = i8x16.splat(<i8>CR);
  const feeds = i8x16.splat(<i8>LF);
  const hasQuotes: u64 = quote == delimiter ? 0 : u64.MAX_VALUE;
  const hasEscapes = escape != delimiter;
  let needsRoom: u32 = 0;
  /** The kind of the quoted cell that is open; 0: none is. */
  let open: u32 = 0;
  /** Stops before it were seen with the one before them. */
  let seen: u32 = at;
  let base: u32 = at;
  let isGoing = true;
  while (isGoing && base < end) {
    if (cells > cellRoom || count > recordRoom) {
      needsRoom = 1;
      break;
    }
    const block = bytes + base;
    const a = v128.load(block);
    const b = v128.load(block, 16);
    const c = v128.load(block, 32);
    const d = v128.load(block, 48);
    const dividing = bitsOf(a, b, c, d, delimiters);
    const quoting = bitsOf(a, b, c, d, quotes) & hasQuotes;
    const escaping = hasEscapes ? bitsOf(a, b, c, d, escapes) : 0;
    const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
    const hasControl = v128.any_true(i8x16.le_u(least, returns));
    // Plain cells and nothing else, as in rows of many columns.
    if (!hasControl && (quoting | escaping) == 0 && open == 0 && base + 64 <= end) {
      const place: usize = cells << 2;
      plainCells(cellStarts + place, cellEnds + place, cellKinds + cells, at, base, dividing, 0);
      cells += <u32>popcnt(dividing);
      at = dividing != 0 ? base + 64 - <u32>clz(dividing) : at;
      base += 64;
      seen = base;
      continue;
    }
    const feeding = bitsOf(a, b, c, d, feeds);
    const returning = bitsOf(a, b, c, d, returns);
    const hasNul = v128.any_true(i8x16.eq(least, i8x16.splat(0)));
    // Whole records too, as long as all is written as it should be: a bit for each byte says so at once. What says something
    // together with the byte behind it is left to the next block.
    const left: u64 = clz(~(quoting | returning));
    if (
      escaping == 0 &&
      !hasNul &&
      left < 64 &&
      (lineEnd == 1 || (lineEnd == 0 && returning == 0)) &&
      base + 64 <= end &&
      base + 64 - recordStart <= maxRecord
    ) {
      const inside: u64 = u64.MAX_VALUE >> left;
      const marks = quoting & inside;
      const crs = returning & inside;
      const lfs = feeding & inside;
      /** Bytes inside quotes, with the one that opens. */
      const quoted = oddUpTo(marks) ^ (open != 0 ? u64.MAX_VALUE : 0);
      const ending = lineEnd == 1 ? crs : lfs;
      const dividers = (dividing & inside & ~quoted) | ending;
      let opening = marks & quoted;
      let closing = marks & ~quoted;
      /** The second of two quotes that stand for one. */
      const doubled = opening & (closing << 1);
      opening &= ~doubled;
      closing &= ~(doubled >> 1);
      const closed = closing << 1;
      const isFirst: u64 = open == 0 && at == base ? 1 : 0;
      const begins = (dividers << 1) | (lfs << 1) | isFirst;
      const isClean =
        ((crs | lfs) & quoted) == 0 &&
        (lineEnd == 0 || lfs == crs << 1) &&
        (opening & ~begins) == 0 &&
        (closed & ~dividers) == 0;
      if (isClean) {
        const place: usize = cells << 2;
        if (marks == 0 && open == 0)
          plainCells(cellStarts + place, cellEnds + place, cellKinds + cells, at, base, dividers, crs);
        else {
          const isEscaped: u32 = open == ESCAPED ? 1 : 0;
          const kinds = cellKinds + cells;
          quotedCells(cellStarts + place, cellEnds + place, kinds, at, base, dividers, crs, closed, doubled, isEscaped);
        }
        // Most blocks end one record or none: it is noted before it is known whether there is one.
        let rest = ending;
        do {
          const stop = base + <u32>ctz(rest);
          const isEnded: u32 = rest != 0 ? 1 : 0;
          store<u32>(starts + (count << 2), recordStart);
          store<u32>(ends + (count << 2), stop);
          store<u32>(lines + (count << 2), recordLine);
          store<u32>(firstCells + (count << 2), cells + <u32>popcnt(dividers & (rest ^ (rest - 1))), 4);
          count += isEnded;
          line += isEnded;
          recordLine = select(line, recordLine, isEnded != 0);
          recordStart = select(stop + 1 + lineEnd, recordStart, isEnded != 0);
          rest &= rest - 1;
        } while (rest != 0);
        const last = 63 - clz(dividers);
        const isAny = dividers != 0;
        const behind: u64 = isAny ? (u64.MAX_VALUE << last) << 1 : u64.MAX_VALUE;
        const isOpen = ((quoted >> (63 - left)) & 1) != 0;
        const isEscaped = (doubled & behind) != 0 || (!isAny && open == ESCAPED);
        open = isOpen ? (isEscaped ? ESCAPED : QUOTED) : 0;
        at = isAny ? base + 1 + <u32>last + (<u32>(crs >> last) & 1) : at;
        cells += <u32>popcnt(dividers);
        base += 64 - <u32>left;
        seen = base;
        continue;
      }
    }
    // One by one.
    let stops = dividing | quoting | returning | feeding | escaping;
    if (hasNul) stops |= bitsOf(a, b, c, d, i8x16.splat(0));
    while (stops != 0) {
      let stop = base + <u32>ctz(stops);
      stops &= stops - 1;
      if (stop < seen) continue;
      let byte: u32 = load<u8>(bytes + stop);
      let cellStart = at;
      let cellEnd = stop;
      let kind = PLAIN;
      if (open != 0) {
        if (byte == delimiter && byte != quote) continue;
        if (byte != quote || stop + 1 >= end) {
          isGoing = false;
          break;
        }
        byte = load<u8>(bytes + stop + 1);
        if (byte == quote) {
          open = ESCAPED;
          seen = stop + 2;
          continue;
        }
        kind = open;
        cellStart += 1;
        stop += 1;
      } else if (byte == quote && quote != delimiter) {
        if (stop != at) {
          isGoing = false;
          break;
        }
        open = QUOTED;
        continue;
      }
      if (byte == delimiter) {
        if (stop >= end) {
          isGoing = false;
          break;
        }
        store<u32>(cellStarts + (cells << 2), cellStart);
        store<u32>(cellEnds + (cells << 2), cellEnd);
        store<u8>(cellKinds + cells, kind);
        cells += 1;
        open = 0;
        at = stop + 1;
        seen = at;
        continue;
      }
      let ending: i32 = 0;
      let after = stop + 1;
      if (byte == CR) {
        // The last byte may have its line feed in the bytes that follow; behind the end stands one that is none.
        if (load<u8>(bytes + after) == LF) {
          ending = 1;
          after += 1;
        } else ending = 2;
      } else if (byte != LF) {
        isGoing = false;
        break;
      }
      if (stop >= end || after > end || stop - recordStart > maxRecord || (ending != lineEnd && lineEnd >= 0)) {
        isGoing = false;
        break;
      }
      lineEnd = ending;
      store<u32>(cellStarts + (cells << 2), cellStart);
      store<u32>(cellEnds + (cells << 2), cellEnd);
      store<u8>(cellKinds + cells, kind);
      cells += 1;
      open = 0;
      store<u32>(starts + (count << 2), recordStart);
      store<u32>(ends + (count << 2), stop);
      store<u32>(lines + (count << 2), recordLine);
      count += 1;
      store<u32>(firstCells + (count << 2), cells);
      line += 1;
      recordLine = line;
      recordStart = after;
      at = after;
      seen = after;
    }
    base = max(base + 64, seen);
  }
  store<u32>(state, at, AT);
  store<u32>(state, line, LINE);
  store<u32>(state, recordStart, RECORD_START);
  store<u32>(state, recordLine, RECORD_LINE);
  store<u32>(state, cells, CELLS);
  store<u32>(state, count, COUNT);
  store<i32>(state, lineEnd, LINE_END);
  return needsRoom;
}

/**
 * Where UTF-8 that is right for certain ends, from the beginning of a character on: at a sequence that is wrong or not
 * whole, or at `end`. RFC 3629, section 4.
 *
 * @param counted characters beyond ASCII are added to the number there
 */
export function utf8(from: usize, end: usize, counted: usize): usize {
  let at = from;
  let beyond: u32 = load<u32>(counted);
  while (at < end) {
    if (end - at >= 16 && !v128.any_true(v128.and(v128.load(at), i8x16.splat(<i8>0x80)))) {
      at += 16;
      continue;
    }
    // The characters of this stretch one by one.
    const to = min(at + 16, end);
    let isWrong = false;
    while (at < to) {
      const lead: u32 = load<u8>(at);
      if (lead < 0x80) {
        at += 1;
        continue;
      }
      let length: usize = 0;
      if (lead >= 0xc2 && lead <= 0xdf) length = 2;
      else if (lead >= 0xe0 && lead <= 0xef) length = 3;
      else if (lead >= 0xf0 && lead <= 0xf4) length = 4;
      isWrong = length == 0 || at + length > end;
      if (isWrong) break;
      const second: u32 = load<u8>(at + 1);
      isWrong =
        (second & 0xc0) != 0x80 ||
        (lead == 0xe0 && second < 0xa0) ||
        (lead == 0xed && second > 0x9f) ||
        (lead == 0xf0 && second < 0x90) ||
        (lead == 0xf4 && second > 0x8f) ||
        (length > 2 && (load<u8>(at + 2) & 0xc0) != 0x80) ||
        (length > 3 && (load<u8>(at + 3) & 0xc0) != 0x80);
      if (isWrong) break;
      beyond += 1;
      at += length;
    }
    if (isWrong) break;
  }
  store<u32>(counted, beyond);
  return at;
}

const SUM_PRIME: u32 = 0x9e3779b1;

/** Four sums of checksum.ts with the next word of each. */
function summed(sums: v128, words: v128): v128 {
  const turned = v128.or(i32x4.shl(sums, 13), i32x4.shr_u(sums, 19));
  return i32x4.mul(v128.xor(turned, words), i32x4.splat(SUM_PRIME));
}

/** Sums bytes up as checksum.ts does. @param sums sixteen numbers, which go on */
export function sumUp(sums: usize, from: usize, to: usize): void {
  let a = v128.load(sums);
  let b = v128.load(sums, 16);
  let c = v128.load(sums, 32);
  let d = v128.load(sums, 48);
  let at = from;
  for (; to - at >= 64; at += 64) {
    a = summed(a, v128.load(at));
    b = summed(b, v128.load(at, 16));
    c = summed(c, v128.load(at, 32));
    d = summed(d, v128.load(at, 48));
  }
  v128.store(sums, a);
  v128.store(sums, b, 16);
  v128.store(sums, c, 32);
  v128.store(sums, d, 48);
  let first = load<u32>(sums);
  for (; at < to; at += 1) first = (rotl<u32>(first, 13) ^ <u32>load<u8>(at)) * SUM_PRIME;
  store<u32>(sums, first);
}

/** Copies bytes sixteen at a time; up to fifteen behind the last may be written over. */
function copy(to: usize, from: usize, length: usize): void {
  let at: usize = 0;
  do {
    v128.store(to + at, v128.load(from + at));
    at += 16;
  } while (at < length);
}

/** 0: no byte of a cell needs quotes; 1: a comma or a line end does; 2: a quote stands there. */
function needOf(from: usize, length: usize): u32 {
  let needs: u32 = 0;
  for (let at: usize = 0; at < length; at += 16) {
    const bytes = v128.load(from + at);
    const inside: u32 = length - at >= 16 ? 0xffff : (1 << <u32>(length - at)) - 1;
    if ((<u32>i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>QUOTE))) & inside) != 0) return 2;
    const dividing = v128.or(
      i8x16.eq(bytes, i8x16.splat(<i8>COMMA)),
      v128.or(i8x16.eq(bytes, i8x16.splat(<i8>LF)), i8x16.eq(bytes, i8x16.splat(<i8>CR))),
    );
    if ((<u32>i8x16.bitmask(dividing) & inside) != 0) needs = 1;
  }
  return needs;
}

/** Places of `write` in the state, 4 bytes each; those of the batch are those of `run`. */
const MARKS: usize = 76;
const PLAN: usize = 80;
const PLAN_LENGTH: usize = 84;
const OUT: usize = 88;
const OUT_END: usize = 92;
/** Bits: plain cells, runs of plain cells, escaped cells are copied as they are. */
const COPIES: usize = 96;

/**
 * Writes records whose cells are as they are in the file, as canonical CSV.
 *
 * The plan has two numbers an entry: the first of some columns that stand side by side, and how many.
 *
 * @param from record to begin with, @param to record to end before; those that are marked are passed over
 * @returns the record it came to: `to`, or one that does not fit or has a cell that cannot be copied
 */
export function write(state: usize, from: u32, to: u32): u32 {
  const bytes: usize = load<u32>(state, BYTES);
  const firstCells: usize = load<u32>(state, FIRST_CELLS);
  const cellStarts: usize = load<u32>(state, CELL_STARTS);
  const cellEnds: usize = load<u32>(state, CELL_ENDS);
  const cellKinds: usize = load<u32>(state, CELL_KINDS);
  const marks: usize = load<u32>(state, MARKS);
  const plan: usize = load<u32>(state, PLAN);
  const planEnd: usize = plan + (load<u32>(state, PLAN_LENGTH) << 3);
  const outEnd: usize = load<u32>(state, OUT_END);
  const copies: u32 = load<u32>(state, COPIES);
  const copiesPlain = (copies & 1) != 0;
  const copiesRuns = (copies & 2) != 0;
  const copiesEscaped = (copies & 4) != 0;
  let out: usize = load<u32>(state, OUT);
  let record = from;
  for (; record < to; record += 1) {
    if (load<u8>(marks + record) != 0) continue;
    const recordOut = out;
    const first: u32 = load<u32>(firstCells + (record << 2));
    const last: u32 = load<u32>(firstCells + (record << 2), 4);
    let isWritten = true;
    for (let entry = plan; entry < planEnd && isWritten; entry += 8) {
      let cell: u32 = first + load<u32>(entry);
      const stop: u32 = cell + load<u32>(entry, 4);
      if (stop > last) {
        isWritten = false;
        break;
      }
      while (cell < stop) {
        const kind: u32 = load<u8>(cellKinds + cell);
        const start: u32 = load<u32>(cellStarts + (cell << 2));
        let end: u32 = load<u32>(cellEnds + (cell << 2));
        cell += 1;
        let isQuoted = false;
        if (kind == PLAIN && copiesPlain) {
          if (copiesRuns && cell < stop) {
            while (cell < stop && load<u8>(cellKinds + cell) == PLAIN) cell += 1;
            end = load<u32>(cellEnds + ((cell - 1) << 2));
          }
        } else if (kind == ESCAPED) {
          if (!copiesEscaped) {
            isWritten = false;
            break;
          }
          isQuoted = true;
        } else {
          const needs = needOf(bytes + start, end - start);
          if (needs == 2) {
            isWritten = false;
            break;
          }
          isQuoted = needs == 1;
        }
        const length: usize = end - start;
        if (out + length + 24 > outEnd) {
          isWritten = false;
          break;
        }
        if (isQuoted) {
          store<u8>(out, QUOTE);
          copy(out + 1, bytes + start, length);
          store<u16>(out + 1 + length, 0x2c22);
          out += length + 3;
        } else {
          copy(out, bytes + start, length);
          store<u8>(out + length, COMMA);
          out += length + 1;
        }
      }
    }
    // An empty line is no record to many readers.
    if (!isWritten || out <= recordOut + 1) {
      out = recordOut;
      break;
    }
    store<u8>(out - 1, LF);
  }
  store<u32>(state, <u32>out, OUT);
  return record;
}

/** Not 0 in the middle of an address of ASCII characters. */
function isAddressByte(byte: u32): bool {
  if (byte >= 0x80) return false;
  if (byte <= 0x20) return byte != 0x20 && (byte < 0x09 || byte > 0x0d);
  return byte != COMMA && byte != 0x3b && byte != 0x3c && byte != 0x3e;
}

/** A bit for each of 16 bytes that is in no address of ASCII characters. */
function foreignIn(bytes: v128): u64 {
  let found = v128.or(i8x16.eq(bytes, i8x16.splat(0x20)), i8x16.eq(bytes, i8x16.splat(<i8>COMMA)));
  found = v128.or(found, v128.or(i8x16.eq(bytes, i8x16.splat(0x3b)), i8x16.eq(bytes, i8x16.splat(0x3c))));
  found = v128.or(found, v128.or(i8x16.eq(bytes, i8x16.splat(0x3e)), bytes));
  const control = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(5));
  return <u64>(<u32>i8x16.bitmask(v128.or(found, control)));
}

/** A bit for each of 16 bytes that is the one looked for. */
function placesIn(bytes: v128, byte: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.eq(bytes, byte)));
}

/** Whether so many bytes, 64 at the most, are an address for certain. */
function isShortAddress(from: usize, length: usize): bool {
  let foreign: u64 = 0;
  let signs: u64 = 0;
  let dots: u64 = 0;
  for (let at: usize = 0; at < length; at += 16) {
    const bytes = v128.load(from + at);
    foreign |= foreignIn(bytes) << at;
    signs |= placesIn(bytes, i8x16.splat(0x40)) << at;
    dots |= placesIn(bytes, i8x16.splat(0x2e)) << at;
  }
  const inside: u64 = length < 64 ? ((<u64>1) << length) - 1 : u64.MAX_VALUE;
  signs &= inside;
  // One sign that is not the first; behind it dots that stand neither first nor last nor side by side.
  dots &= inside & ~((signs << 1) - 1);
  return (
    (foreign & inside) == 0 &&
    popcnt(signs) == 1 &&
    (signs & 1) == 0 &&
    dots != 0 &&
    (dots & ((signs << 1) | (dots << 1) | ((<u64>1) << (length - 1)))) == 0
  );
}

/** The same byte by byte. */
function isLongAddress(from: usize, to: usize): bool {
  let sign: usize = 0;
  let dots: u32 = 0;
  let part = from;
  for (let at = from; at < to; at += 1) {
    const byte: u32 = load<u8>(at);
    if (byte == 0x40) {
      if (sign != 0 || at == from) return false;
      sign = at;
      part = at + 1;
    } else if (byte == 0x2e && sign != 0) {
      if (at == part) return false;
      dots += 1;
      part = at + 1;
    } else if (!isAddressByte(byte)) return false;
  }
  return dots > 0 && to > part;
}

/** Whether bytes are digits, behind a minus or not, and with `hasPoint` a point among them or not. */
function isNumber(from: usize, to: usize, hasPoint: bool): bool {
  let at = load<u8>(from) == 0x2d ? from + 1 : from;
  let digits: u32 = 0;
  let isBehindPoint = !hasPoint;
  for (; at < to; at += 1) {
    const byte: u32 = load<u8>(at);
    if (byte - 0x30 < 10) digits += 1;
    else if (byte == 0x2e && !isBehindPoint && digits > 0) {
      isBehindPoint = true;
      digits = 0;
    } else return false;
  }
  return digits > 0;
}

/** Bits of the tests of a cell. */
const EMPTY_FINE: u32 = 1;
const EMAIL: u32 = 2;
const DIGITS: u32 = 4;
const POINT: u32 = 8;

/**
 * Marks the records that have another number of cells, or whose cell in a column is not fine for certain: its text is not
 * its bytes, it does not begin with visible ASCII, or it fails a test.
 *
 * @param maxBytes a longer cell is not fine
 */
export function mark(state: usize, count: u32, column: u32, width: u32, tests: u32, maxBytes: u32): void {
  const bytes: usize = load<u32>(state, BYTES);
  const firstCells: usize = load<u32>(state, FIRST_CELLS);
  const cellStarts: usize = load<u32>(state, CELL_STARTS);
  const cellEnds: usize = load<u32>(state, CELL_ENDS);
  const cellKinds: usize = load<u32>(state, CELL_KINDS);
  const marks: usize = load<u32>(state, MARKS);
  for (let record: u32 = 0; record < count; record += 1) {
    const first: u32 = load<u32>(firstCells + (record << 2));
    let isFine = load<u32>(firstCells + (record << 2), 4) - first == width;
    if (isFine) {
      const cell = first + column;
      const from: usize = bytes + load<u32>(cellStarts + (cell << 2));
      const to: usize = bytes + load<u32>(cellEnds + (cell << 2));
      const length = to - from;
      if (length == 0) isFine = (tests & EMPTY_FINE) != 0;
      else {
        isFine =
          load<u8>(cellKinds + cell) != ESCAPED && <u32>load<u8>(from) - 0x21 < 0x5f && length <= <usize>maxBytes;
        if (isFine && (tests & EMAIL) != 0)
          isFine = length <= 64 ? isShortAddress(from, length) : isLongAddress(from, to);
        if (isFine && (tests & DIGITS) != 0) isFine = isNumber(from, to, (tests & POINT) != 0);
      }
    }
    if (!isFine) store<u8>(marks + record, 1);
  }
}

/** Kinds of bytes, a bit each, by both halves of a byte: what has the bit in either table is of the kind. */
const LOWER = i8x16(13, 11, 11, 11, 11, 11, 11, 11, 11, 11, 10, -118, 42, 74, 26, 10);
const UPPER = i8x16(8, 8, -12, 1, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0);
/** Those that found no room: 1 at sign, 2 hash, 4 letters from P on. */
const LOWER_MORE = i8x16(5, 4, 4, 6, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 0);
const UPPER_MORE = i8x16(0, 0, 2, 0, 1, 4, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0);

const BYTE_PLACES = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
const SEEDS = i32x4(0x1b873593, 0x2545f491, 0x7feb352d, 0x5bd1e995);
const PRIMES = i32x4(0x165667b1, 0x27d4eb2f, 0x2c1b3c6d, 0x297a2d39);

/** The bits that any of 16 bytes has. */
function anyOf(bytes: v128): u32 {
  let bits: u64 = i64x2.extract_lane(bytes, 0) | i64x2.extract_lane(bytes, 1);
  bits |= bits >> 32;
  bits |= bits >> 16;
  return <u32>(bits | (bits >> 8)) & 0xff;
}

/** Spreads the bits of a hash. The finalizer of MurmurHash3. */
function mixed(hash: u32): u32 {
  let value = (hash ^ (hash >> 16)) * 0x85ebca6b;
  value = (value ^ (value >> 13)) * 0xc2b2ae35;
  return value ^ (value >> 16);
}

/**
 * Traits and hash of cells: three numbers each, the traits and both halves of the hash. `CellSum` in cell-traits.ts.
 *
 * @param from cell to begin with, @param to cell to end before
 */
export function sums(state: usize, from: u32, to: u32, out: usize): void {
  const bytes: usize = load<u32>(state, BYTES);
  const cellStarts: usize = load<u32>(state, CELL_STARTS);
  const cellEnds: usize = load<u32>(state, CELL_ENDS);
  for (let cell = from; cell < to; cell += 1) {
    const start: u32 = load<u32>(cellStarts + (cell << 2));
    const length: u32 = load<u32>(cellEnds + (cell << 2)) - start;
    let lanes = SEEDS;
    let kinds = i8x16.splat(0);
    let more = i8x16.splat(0);
    let all = i8x16.splat(0);
    let others = i8x16.splat(0);
    for (let at: u32 = 0; at < length; at += 16) {
      let block = v128.load(bytes + start + at);
      let inside = i8x16.splat(-1);
      if (length - at < 16) {
        inside = i8x16.lt_u(BYTE_PLACES, i8x16.splat(<i8>(length - at)));
        block = v128.and(block, inside);
      }
      const lower = v128.and(block, i8x16.splat(15));
      const upper = i8x16.shr_u(block, 4);
      const found = v128.and(i8x16.swizzle(LOWER, lower), i8x16.swizzle(UPPER, upper));
      const foundMore = v128.and(i8x16.swizzle(LOWER_MORE, lower), i8x16.swizzle(UPPER_MORE, upper));
      kinds = v128.or(kinds, v128.and(found, inside));
      more = v128.or(more, foundMore);
      all = v128.or(all, block);
      const unknown = i8x16.eq(v128.or(v128.or(found, foundMore), i8x16.shr_s(block, 7)), i8x16.splat(0));
      others = v128.or(others, v128.and(unknown, inside));
      const word = v128.xor(lanes, block);
      lanes = i32x4.mul(v128.or(i32x4.shl(word, 13), i32x4.shr_u(word, 19)), PRIMES);
    }
    let traits = anyOf(kinds);
    const rest = anyOf(more);
    traits |= (rest & 3) << 8;
    if ((rest & 4) != 0) traits |= 2;
    if (<u32>i8x16.bitmask(all) != 0) traits |= 1024;
    if (v128.any_true(others)) traits |= 2048;
    let a: u32 = i32x4.extract_lane(lanes, 0) ^ length;
    let b: u32 = i32x4.extract_lane(lanes, 1);
    let c: u32 = i32x4.extract_lane(lanes, 2);
    let d: u32 = i32x4.extract_lane(lanes, 3);
    a += b + c + d;
    b = mixed(b + a);
    c = mixed(c + a);
    d = mixed(d + a);
    const low = mixed(a) + b + c + d;
    store<u32>(out, traits);
    store<u32>(out, low, 4);
    store<u32>(out, low + b, 8);
    out += 12;
  }
}
