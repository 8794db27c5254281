import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BulkJobs } from "./bulk/bulk-jobs";
import { Clock } from "./clock";
import { createConnections } from "./connections";
import { usualBehaviour } from "./control/behaviour";
import { Rules } from "./control/rules";
import { serve } from "./http/serve";
import { Ledger } from "./ledger";
import { RequestCounts } from "./request-counts";
import { madeUpSecret } from "./secrets";
import { Work } from "./work";
import type { Listener, Settings, World } from "./world";

export interface SandboxOptions extends Partial<Settings> {
  /** 0 picks a free one. */
  port?: number;
}

export interface Sandbox {
  /** `http://127.0.0.1:{port}`; the sandbox's own door is below it. */
  origin: string;
  /** Base address of the API, with `/elements/api-v2`. */
  url: string;
  /** Stops jobs and connections and removes what was kept on disk. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for SAP Open Connectors on the loopback.
 *
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function startSandbox({ port = 0, ...options }: SandboxOptions = {}): Promise<Sandbox> {
  const directory = await mkdtemp(join(tmpdir(), "open-connectors-sandbox-"));
  const stop = new AbortController();
  const world = createWorld(options, directory, stop.signal);
  // No limit on the time of a request: a large upload may take an hour.
  const server = createServer({ requestTimeout: 0 });
  const listen = (request: Parameters<typeof serve>[1], response: Parameters<typeof serve>[2]) => {
    // The only fault left is a client that went away while its answer was written.
    serve(world, request, response).catch(() => request.socket.destroy());
  };
  server.on("request", listen);
  server.on("checkContinue", listen);
  const close = async () => {
    stop.abort();
    world.jobs.stopAll();
    if (server.listening) {
      server.close();
      server.closeAllConnections();
    }
    await world.work.settled();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    await close();
    throw error;
  }
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`;
  world.url = `${origin}/elements/api-v2`;
  world.listener = listenerFor(server, Number(new URL(origin).port), stop.signal);
  return { origin, url: world.url, close };
}

function listenerFor(server: Server, port: number, stopping: AbortSignal): Listener {
  let opening: NodeJS.Timeout | undefined;
  stopping.addEventListener("abort", () => clearTimeout(opening));
  return {
    refuseFor(ms) {
      if (stopping.aborted) return;
      clearTimeout(opening);
      server.close();
      server.closeAllConnections();
      opening = setTimeout(() => server.listen(port, "127.0.0.1"), ms);
    },
  };
}

function createWorld(options: Partial<Settings>, directory: string, stopping: AbortSignal): World {
  const settings: Settings = {
    recordsPerSecond: 40,
    callbackDelayMs: 1000,
    signatureKey: null,
    keepFileBytes: 2 * 1024 ** 3,
    ...options,
  };
  const clock = new Clock();
  return {
    settings,
    url: "",
    directory,
    user: madeUpSecret("user"),
    organization: madeUpSecret("organization"),
    connections: createConnections(directory, () => usualBehaviour(settings.recordsPerSecond)),
    jobs: new BulkJobs(directory, clock),
    transfers: [],
    eventsDispatched: 1000,
    ledger: new Ledger(directory),
    rules: new Rules(),
    dice: null,
    clock,
    listener: { refuseFor: () => undefined },
    emptyInstances: 404,
    requests: new RequestCounts(),
    work: new Work(),
    stopping,
  };
}
