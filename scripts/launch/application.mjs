import { setTimeout as delay } from "node:timers/promises";
import { askOnce } from "./ask-once.mjs";
import { LaunchError } from "./launch-error.mjs";
import { holderOf, tryLock } from "./lock.mjs";

const patienceMs = 60_000;
/** A crowded machine may take its time: a start that ends then ends a program that is at work already. */
const healthPatienceMs = 300_000;

/**
 * One application at a time has a seat in a data folder.
 * @typedef {{ url: string, health: string }} Address where people open it, and where it says that it is alive
 * @param {string} folder
 * @param {Address} address
 * @param {string} seat
 * @returns {Promise<{ lock: { release(): void } } | { running: Address }>}
 * @throws {LaunchError} when another process holds the folder and does not answer
 */
export async function claimApplication(folder, address, seat) {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const lock = tryLock(folder, seat, JSON.stringify(address));
    if (lock.held) return { lock };
    const running = await runningApplication(folder, seat);
    if (running) return { running };
    if (Date.now() > giveUpAt) {
      throw new LaunchError(
        `Process ${lock.holder.pid} uses ${folder} and does not answer. End it and start again.`,
      );
    }
    await delay(200);
  }
}

/**
 * The application that works on a data folder, when there is one and it answers.
 * @param {string} folder
 * @param {string} [seat]
 * @returns {Promise<Address | null>}
 */
export async function runningApplication(folder, seat = "application") {
  const running = JSON.parse(holderOf(folder, seat)?.note || "{}");
  return running.health && (await isHealthy(running.health)) ? running : null;
}

/**
 * The address to ask for health: this computer, whatever interface is listened on.
 * @param {string} host
 * @param {number} port
 */
export function healthUrl(host, port) {
  const reachable = { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}/api/health`;
}

/**
 * @param {string} url
 * @param {(why: string) => void} [onFailure] is told why it is not
 */
async function isHealthy(url, onFailure) {
  const said = await askOnce(url, 5_000, onFailure);
  if (said !== null && said.status !== "ok") onFailure?.(`answered ${JSON.stringify(said)}`);
  return said?.status === "ok";
}

/**
 * @param {string} url
 * @param {number} [patienceMs]
 * @throws {LaunchError} that says what came of the last call
 */
export async function waitForHealth(url, patienceMs = healthPatienceMs) {
  const giveUpAt = Date.now() + patienceMs;
  let last = "was not asked";
  const note = (/** @type {string} */ why) => {
    last = why;
  };
  while (!(await isHealthy(url, note))) {
    if (Date.now() > giveUpAt)
      throw new LaunchError(`Hubload is not ready after ${patienceMs / 1_000} s: ${url} ${last}.`);
    await delay(100);
  }
}
