import { setTimeout as delay } from "node:timers/promises";
import { askOnce } from "../launch/ask-once.mjs";
import { portFrom } from "../launch/free-port.mjs";
import { LaunchError } from "../launch/launch-error.mjs";
import { startService } from "./service.mjs";

const patienceMs = 60_000;

/**
 * Starts the stand-in for Open Connectors and asks it for its address and secrets.
 * @param {import("./prepare.mjs").Setting} setting
 * @param {object[]} services takes what has to be stopped
 */
export async function startSandbox({ project, onOutput }, services) {
  const port = await portFrom(portOf("SANDBOX_PORT", 4010));
  const env = { ...process.env, SANDBOX_PORT: String(port) };
  const service = startService(project, ["--import", "tsx", "sandbox/main.ts"], env, onOutput);
  services.push(service);
  const description = await until(service, "The sandbox", () =>
    askOnce(`http://127.0.0.1:${port}/_sandbox`, 2_000),
  );
  return { service, description };
}

/**
 * Starts the application against the sandbox.
 * @param {import("./prepare.mjs").Setting} setting
 * @param {object[]} services takes what has to be stopped
 * @param {string} folder its data
 * @param {{ url: string, user: string, organization: string }} sandbox
 */
export async function startDemoApplication({ project, onOutput, say }, services, folder, sandbox) {
  const env = { ...process.env, ...(await demoEnvironment(folder, sandbox)) };
  const application = startService(project, ["scripts/start.mjs"], env, onOutput);
  services.push(application);
  const url = await until(
    application,
    "The application",
    () => /^Hubload is ready: (.*)$/m.exec(application.output())?.[1],
  );
  for (const line of application.output().match(/^The user that PostgreSQL runs as .*$/m) ?? []) say(line);
  return { application, url };
}

async function demoEnvironment(folder, { url, user, organization }) {
  const port = await portFrom(portOf("PORT", 3000));
  return {
    DEMO: "1",
    DATA_DIR: folder,
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    OPEN_CONNECTORS_URL: url,
    OPEN_CONNECTORS_USER_SECRET: user,
    OPEN_CONNECTORS_ORGANIZATION_SECRET: organization,
    // Empty is unset: whatever real account and database the environment names, the demo leaves it alone.
    ...{
      OPEN_CONNECTORS_CONNECTIONS: "",
      OPEN_CONNECTORS_TAGS: "",
      OPEN_CONNECTORS_SIGNATURE_KEYS: "",
      DATABASE_URL: "",
    },
  };
}

function portOf(name, otherwise) {
  const port = Number(process.env[name] || otherwise);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new LaunchError(`${name} must be a port number, and is "${process.env[name]}"`);
}

/** What `look` finds, or an error with what the service said when it ends before. */
async function until(service, name, look) {
  let code;
  service.ended.then((value) => {
    code = value;
  });
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (code !== undefined || Date.now() > giveUpAt) {
      throw new LaunchError(`${name} did not start:\n${service.output().trim()}`);
    }
    await delay(100);
  }
}
