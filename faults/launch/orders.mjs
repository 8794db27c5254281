import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { isAt } from "./steps.mjs";

const lookEveryMs = 20;

/**
 * What a test wants to happen in the running program. It writes a file, and finds the order's number in `file.taken`.
 * @typedef {{ number: number, crash?: string, clockMs?: number, failSync?: string }} Order
 * @typedef {{ present(): Order, at(moment: import("./steps.mjs").Moment): void }} Orders
 * @param {string} file
 * @returns {Orders}
 */
export function watchOrders(file) {
  let order = read(file);
  const look = () => {
    const next = read(file);
    if (next.number === order.number) return;
    order = next;
    writeFileSync(`${file}.taken`, String(order.number));
  };
  writeFileSync(`${file}.taken`, String(order.number));
  setInterval(look, lookEveryMs).unref();
  return {
    present: () => order,
    at(moment) {
      if (order.crash === undefined || !isAt(order.crash, moment)) return;
      appendFileSync(`${file}.reached`, `${order.crash}\n`);
      process.kill(process.pid, "SIGKILL");
      // The signal is on its way: nothing of the program runs on.
      for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    },
  };
}

/** @param {string} file @returns {Order} */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Being written at this moment.
    return { number: -1 };
  }
}
