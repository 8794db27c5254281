// The whole program on a machine with nothing but Node and npm: installs, builds, starts the sandbox and the application.
import { createWriteStream } from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runningApplication } from "./launch/application.mjs";
import { openDataFolder } from "./launch/data-folder.mjs";
import { endOnSignal } from "./launch/ending.mjs";
import { LaunchError, toPrint } from "./launch/launch-error.mjs";
import { tryLock } from "./launch/lock.mjs";
import { checkNode } from "./launch/node-version.mjs";
import { startDemoApplication, startSandbox } from "./setup/demo-services.mjs";
import { ensureBuilt, ensureInstalled } from "./setup/prepare.mjs";
import { endAll } from "./setup/run.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const services = [];
const say = (line) => console.log(line);
let stopping = false;

try {
  await demo();
} catch (error) {
  // What ends because it was told to is no failure; whoever told it ends this process.
  if (!stopping) {
    await stopAll();
    console.error(toPrint(error));
    process.exit(1);
  }
}

async function demo() {
  const advice = checkNode();
  const folder = openDataFolder();
  await beTheOnlyOne(folder);
  if (advice) say(advice);
  endOnSignal(async () => {
    stopping = true;
    say("Stopping …");
    await stopAll();
  });
  const logFile = join(folder, "demo.log");
  const log = createWriteStream(logFile, { mode: 0o600 });
  const setting = { project, say, onOutput: (text) => log.write(text) };
  await ensureInstalled(setting);
  await ensureBuilt(setting);
  say("Starting …");
  const sandbox = await startSandbox(setting, services);
  const { url, application } = await startDemoApplication(setting, services, folder, sandbox.description);
  say(`Hubload is ready: ${url}`);
  say(`Ctrl-C stops it. Data and log are kept in ${relative(process.cwd(), folder) || "."}.`);
  const ended = await Promise.race([
    application.ended.then(() => "The application"),
    sandbox.service.ended.then(() => "The sandbox"),
  ]);
  throw new LaunchError(`${ended} has ended by itself. See ${logFile}`);
}

/** One demo on a data folder: a second one names the address of the first, and waits for it where it has none yet. */
async function beTheOnlyOne(folder) {
  let waitingFor;
  for (;;) {
    const running = await runningApplication(folder);
    if (running) {
      say(`Hubload is already running: ${running.url}`);
      process.exit(0);
    }
    const lock = tryLock(folder, "demo");
    if (lock.held) return process.on("exit", lock.release);
    if (lock.holder.pid !== waitingFor)
      say(`Process ${lock.holder.pid} is starting the demo; waiting for it …`);
    waitingFor = lock.holder.pid;
    await delay(500);
  }
}

/** The application first: it still talks to the sandbox. */
async function stopAll() {
  endAll();
  for (const service of services.splice(0).reverse()) await service.stop();
}
