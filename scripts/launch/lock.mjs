import { randomBytes } from "node:crypto";
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { LaunchError } from "./launch-error.mjs";
import { processMark } from "./process-mark.mjs";

/**
 * A lock between processes on files alone, for Node has no flock. The lock is the file with the highest number,
 * `NAME.lock.N`. It is free when it is empty (released) or names a process that no longer runs. Taking it means
 * linking the next number, which the file system lets only one process do, so that a stale lock has one heir.
 *
 * @param {string} folder
 * @param {string} name
 * @param {string} [note] what others may read while the lock is held, such as an address
 * @returns {{ held: true, release(): void } | { held: false, holder: { pid: number, note: string } }}
 */
export function tryLock(folder, name, note = "") {
  for (;;) {
    const top = highest(folder, name);
    const holder = holderOf(folder, name, top);
    if (holder) return { held: false, holder };
    const mine = top + 1;
    if (!claim(folder, name, mine, note)) continue;
    if (highest(folder, name) === mine) return heldLock(folder, name, mine);
    // Somebody went on while we looked at an old number: theirs is the lock.
    rmSync(fileOf(folder, name, mine), { force: true });
  }
}

/**
 * Who holds the lock, without taking it.
 * @param {string} folder
 * @param {string} name
 * @returns {{ pid: number, note: string } | null}
 */
export function holderOf(folder, name, number = highest(folder, name)) {
  const { pid, mark, note } = readWriter(fileOf(folder, name, number));
  return mark && processMark(pid) === mark ? { pid, note } : null;
}

/**
 * Takes the lock, waiting for another process to give it back.
 * @param {string} folder
 * @param {string} name
 * @param {number} timeoutMs
 */
export async function waitForLock(folder, name, timeoutMs) {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const lock = tryLock(folder, name);
    if (lock.held) return lock;
    if (Date.now() > giveUpAt) {
      throw new LaunchError(
        `Process ${lock.holder.pid} has held ${join(folder, name)} for too long. End it and start again.`,
      );
    }
    await delay(50);
  }
}

const fileOf = (folder, name, number) => join(folder, `${name}.lock.${number}`);

function numbers(folder, name) {
  const start = `${name}.lock.`;
  return readdirSync(folder)
    .filter((entry) => entry.startsWith(start) && /^\d+$/.test(entry.slice(start.length)))
    .map((entry) => Number(entry.slice(start.length)));
}

const highest = (folder, name) => Math.max(0, ...numbers(folder, name));

/** Nobody wrote it when it is missing, was emptied on release, or was cut off by a power failure. */
function readWriter(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || error.code === "ENOENT") return {};
    throw error;
  }
}

/** Written beside and linked, so that nobody reads half a file. */
function claim(folder, name, number, note) {
  const draft = join(folder, `${name}.draft-${process.pid}-${randomBytes(6).toString("hex")}`);
  writeFileSync(draft, JSON.stringify({ pid: process.pid, mark: processMark(process.pid), note }));
  try {
    linkSync(draft, fileOf(folder, name, number));
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function heldLock(folder, name, number) {
  for (const old of numbers(folder, name)) {
    if (old < number) rmSync(fileOf(folder, name, old), { force: true });
  }
  return {
    held: true,
    // The number stays taken: were it given away again, a slow process could believe in an old one.
    release: () => writeFileSync(fileOf(folder, name, number), ""),
  };
}
