import "server-only";
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { createOpenConnectors } from "../open-connectors/open-connectors";
import { type Bench, createBench } from "./engine-bench";
import type { Pace } from "./pace";

const ledgerSchema = z.object({
  uploads: z.array(
    z.object({
      id: z.string().nullable(),
      sha256: z.string().nullable(),
      callbackUrl: z.string(),
      metaData: z.unknown(),
    }),
  ),
  callbacks: z.array(z.object({ answer: z.unknown() })),
});
const doorSchema = z.object({
  user: z.string(),
  organization: z.string(),
  connections: z.array(z.object({ id: z.string(), key: z.string(), token: z.string() })),
});

/** Starts a stand-in; a room of the program does not import it. */
type StartSandbox = (speed: {
  recordsPerSecond: number;
  callbackDelayMs: number;
}) => Promise<{ origin: string; url: string; close(): Promise<void> }>;

/** A stand-in of its own, as fast as it goes, and the program's client for it. */
export async function openUpstream(startSandbox: StartSandbox) {
  const sandbox = await startSandbox({ recordsPerSecond: 0, callbackDelayMs: 0 });
  const door = async (path: string, body?: object): Promise<unknown> => {
    const post = body ? { method: "POST", body: JSON.stringify(body) } : {};
    return (await fetch(`${sandbox.origin}/_sandbox${path}`, post)).json();
  };
  const { user, organization, connections } = doorSchema.parse(await door(""));
  const openConnectors = createOpenConnectors({
    baseUrl: new URL(sandbox.url),
    userSecret: user,
    organizationSecret: organization,
    tags: [],
  });
  return {
    openConnectors,
    secrets: { user, organization },
    idOf: (key: string) => connections.find((connection) => connection.key === key)?.id ?? "",
    /** Turns switches and sets faults. */
    control: async (command: object) => {
      await door("/control", command);
    },
    ledger: async () => ledgerSchema.parse(await door("/ledger")),
    /** Every record of an object that is in the connected system, past the program. */
    records: async (key: string, objectName: string) => {
      const token = connections.find((connection) => connection.key === key)?.token;
      const headers = { Authorization: `Element ${token}, User ${user}` };
      const found: Record<string, unknown>[] = [];
      for (let nextPage: string | null = ""; nextPage !== null; ) {
        const query = new URLSearchParams({ pageSize: "1000", ...(nextPage ? { nextPage } : {}) });
        const answer: Response = await fetch(`${sandbox.url}/${objectName}?${query}`, { headers });
        found.push(...z.array(z.record(z.string(), z.unknown())).parse(await answer.json()));
        nextPage = answer.headers.get("elements-next-page-token");
      }
      return found;
    },
    async close() {
      await openConnectors.close();
      await sandbox.close();
    },
  };
}

export type Upstream = Awaited<ReturnType<typeof openUpstream>>;

/** The engine with the real client against that stand-in: real HTTP, real files, a real database, callbacks too. */
export async function openEngine(
  { openConnectors }: Upstream,
  { url, drop }: { url: string; drop(): Promise<void> },
  pace: Partial<Pace> = {},
) {
  const callbacks = await receiveCallbacks(() => bench);
  const bench: Bench = await createBench(url, { pace, openConnectors, publicUrl: callbacks.url });
  bench.jobs.start();
  return {
    bench,
    async close() {
      // First what would still come in.
      await callbacks.close();
      await bench.close();
      await drop();
    },
  };
}

/** The route of the program, as far as the engine is concerned. */
async function receiveCallbacks(bench: () => Bench) {
  const server: Server = createServer((request, response) => {
    const attemptId = request.url?.split("/").at(-1) ?? "";
    void text(request)
      .then((body) => bench().jobs.callback(attemptId, new TextEncoder().encode(body), false))
      .then((result) => response.writeHead(result === "stored" ? 202 : 404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
