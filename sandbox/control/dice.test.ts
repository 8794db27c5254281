import { expect, it } from "vitest";
import { z } from "zod";
import { items, openSandbox } from "../test-client";

const dice = { faults: { "503": 0.2, "reply-lost": 0.2, "429-seconds": 0.1 }, method: "GET" };
const stateSchema = z.object({
  dice: z.nullable(
    z.object({
      plan: z.object({ seed: z.number() }),
      drawn: z.number(),
      struck: z.record(z.string(), z.number()),
    }),
  ),
});

/** What thirty calls met. */
async function run(seed?: number) {
  const { call, door } = await openSandbox();
  await door("/control", { dice: { ...dice, ...(seed === undefined ? {} : { seed }) } });
  const met: unknown[] = [];
  for (let nth = 0; nth < 30; nth += 1) {
    met.push(
      await call("eloqua", "/contact").then(
        ({ status }) => status,
        () => "lost",
      ),
    );
    // Beside it something else goes on, differently every time.
    if (Math.random() < 0.5) await call("sage200", "/customers").catch(() => undefined);
  }
  return { met, state: stateSchema.parse((await door("/control")).body).dice, door };
}

it("the same seed brings the same faults, whatever goes on beside, and the ledger has them", async () => {
  const first = await run(7);
  expect((await run(7)).met).toEqual(first.met);
  expect((await run(8)).met).not.toEqual(first.met);
  expect(new Set(first.met)).toEqual(new Set([200, 503, 429, "lost"]));
  const { body } = await first.door("/ledger");
  const faults: unknown = Reflect.get(Object(body), "faults");
  const own = z.array(z.object({ connection: z.string(), fault: z.string() })).parse(faults);
  expect(own.filter(({ connection }) => connection === "eloqua")).toHaveLength(
    first.met.filter((each) => each !== 200).length,
  );
});

it("a seed that was not given is chosen and told, and plays the run again", async () => {
  const first = await run();
  expect(first.state?.drawn).toBeGreaterThanOrEqual(30);
  expect((await run(first.state?.plan.seed)).met).toEqual(first.met);
});

it("chances over 1 and unknown faults are refused, and null ends them", async () => {
  const { door, call } = await openSandbox();
  expect((await door("/control", { dice: { faults: { "503": 0.7, "500": 0.6 } } })).status).toBe(400);
  expect((await door("/control", { dice: { faults: { rain: 1 } } })).status).toBe(400);
  await door("/control", { dice: { faults: { "503": 1 } } });
  expect((await call("eloqua", "/objects")).status).toBe(503);
  await door("/control", { dice: null });
  expect((await call("eloqua", "/objects")).status).toBe(200);
});

it("every call is in the ledger, page by page", async () => {
  const { door, call } = await openSandbox();
  await call("eloqua", "/objects");
  await call(null, "/instances?pageSize=2");
  await call("eloqua", "/nothing");
  const calls = items(await door("/ledger/calls?pageSize=2"));
  expect(calls).toMatchObject([
    { method: "GET", url: "/elements/api-v2/objects", connection: "eloqua", answer: 200, fault: null },
    { url: "/elements/api-v2/instances?pageSize=2", connection: null, answer: 200 },
  ]);
  expect((await door("/ledger")).body).toMatchObject({ calls: 3, faults: [] });
});
