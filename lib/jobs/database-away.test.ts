import { connect, createServer, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import { describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, createBench, csvOf } from "./engine-bench";
import { acceptedAs } from "./fake-open-connectors";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

describe("a database that does not take an answer", () => {
  /** The next writes of an accepted attempt fail like this. */
  async function failNext(times: number, state: string): Promise<void> {
    await sql`create sequence faults`.execute(bench.database);
    await sql
      .raw(
        `create function fail() returns trigger language plpgsql as $$ begin
           if new.status = 'accepted' and nextval('faults') <= ${times} then
             raise exception 'not now' using errcode = '${state}'; end if;
           return new; end $$`,
      )
      .execute(bench.database);
    await sql`create trigger fail before update on attempts for each row execute function fail()`.execute(
      bench.database,
    );
  }

  test.each([
    ["a deadlock", "40P01"],
    ["a serialization failure", "40001"],
    ["a cancelled statement", "57014"],
    ["a server that only reads", "25006"],
    ["a fault nobody foresaw", "XX000"],
  ])("for %s: the answer is kept and written, and nothing is sent twice", async (_name, state) => {
    await failNext(2, state);
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed");
    expect(ended.events.map(({ kind }) => kind)).toEqual(["submitted", "started", "accepted", "completed"]);
    expect(bench.upstream.calls.send).toBe(1);
  });
});

describe("a database that goes away", () => {
  /** What stands between the engine and its database, and can be cut. */
  async function createGate(
    target: URL,
  ): Promise<{ url: string; cut(): Promise<void>; open(): Promise<void> }> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket);
        socket.on("error", () => undefined).on("close", () => other.destroy());
        socket.pipe(other);
      }
    });
    const listen = (port: number) =>
      new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    await listen(0);
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const url = new URL(target);
    url.host = `127.0.0.1:${port}`;
    return {
      url: url.href,
      async cut() {
        const closed = new Promise((resolve) => server.close(resolve));
        for (const socket of sockets) socket.destroy();
        sockets.clear();
        await closed;
      },
      open: () => listen(port),
    };
  }

  test("between the upstream's answer and its commit: the answer is kept and written, and nothing is sent twice", async () => {
    const { url, drop } = await createTestDatabase();
    const gate = await createGate(new URL(url));
    const cut = await createBench(gate.url);
    cut.upstream.on.send = async (_upload, accept) => {
      const job = await accept();
      await gate.cut();
      return acceptedAs(job);
    };
    const job = await cut.submit(csvOf(5));
    cut.jobs.start();
    await vi.waitUntil(() => cut.warnings.join().includes("waits to be written"), { timeout: 20_000 });
    await gate.open();
    const ended = await cut.until(job.id, "completed");
    expect(ended.events.map(({ kind }) => kind)).toEqual(["submitted", "started", "accepted", "completed"]);
    expect(cut.upstream.calls.send).toBe(1);
    await cut.close();
    await gate.cut();
    await drop();
  });
});
