import { createHmac } from "node:crypto";
import { endOfJob, member } from "./fixtures/http-client";
import { submitRows } from "./fixtures/submit-rows";
import { expect, test } from "./fixtures/test";

interface Hint {
  text: string;
  by: string;
  at: string;
}
interface Refusal {
  field: string;
  signature: string;
  values: string[];
  job: { id: string };
  hint: Hint | null;
}

/** As the description of the route says it. */
function fingerprint(key: string, field: string, value: string): string {
  const ofField = createHmac("sha256", Buffer.from(key, "base64")).update(field).digest();
  return createHmac("sha256", ofField).update(value).digest("hex").slice(0, 32);
}

test("what an object refused is told as fingerprints, with the hint that was written about the reason", async ({
  api,
  sandbox,
}) => {
  const place = { connection: "sage200", objectName: "suppliers" };
  const rows = { ...place, name: "refused", content: "reference,name\nREFUSED-01,Refused\nRF1,Taken\n" };
  const { id } = await submitRows(api, sandbox, rows);
  const { connectionId } = await endOfJob(api, id);
  const address = `/api/connections/${connectionId}/objects/suppliers/refusals`;
  const ours = async () => {
    const answer: { key: string; refusals: Refusal[] } = await (await api.get(address)).json();
    return { key: answer.key, refusal: answer.refusals.find(({ job }) => job.id === id) };
  };
  // It is learned after the end.
  await expect.poll(async () => (await ours()).refusal?.field, { timeout: 60_000 }).toBe("reference");
  const { key, refusal } = await ours();
  expect(refusal?.values).toContain(fingerprint(key, "reference", "REFUSED-01"));
  expect(refusal?.values).not.toContain(fingerprint(key, "reference", "RF1"));
  expect(JSON.stringify(refusal?.values)).not.toContain("REFUSED");

  const [reason] = await member<{ id: number; rows: number }[]>(
    await api.get(`/api/jobs/${id}/reasons`),
    "reasons",
  );
  expect(reason?.rows).toBe(1);
  const write = (text: string, instead: string | null, reasonId: unknown = reason?.id) =>
    api.patch(`/api/jobs/${id}/reasons/${reasonId}`, { data: { text, instead } });
  const hint = await member<Hint>(await write("  Eight characters at the most.  ", null), "hint");
  expect(hint.text).toBe("Eight characters at the most.");
  expect((await ours()).refusal?.hint).toEqual(hint);

  const moved = await write("Another one", null);
  expect(moved.status()).toBe(409);
  expect(await moved.json()).toMatchObject({ code: "hint_moved" });
  for (const unknown of [999_999_999, "none"]) {
    const answer = await write("Whatever", null, unknown);
    expect(answer.status()).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not_found" });
  }
  expect((await write("x".repeat(501), hint.at)).status()).toBe(422);
  expect(await member(await write("", hint.at), "hint")).toBeNull();
  expect((await ours()).refusal?.hint).toBeNull();
});

test("of an object that refused nothing there is a key of its own, and nothing else", async ({
  api,
  sandbox,
}) => {
  const idOf = (key: string) => sandbox.connections.find((connection) => connection.key === key)?.id;
  const ask = async (key: string, name: string) =>
    (await api.get(`/api/connections/${idOf(key)}/objects/${name}/refusals`)).json();
  const [campaigns, lists] = [await ask("eloqua", "campaign"), await ask("eloqua", "list")];
  expect(campaigns.refusals).toEqual([]);
  expect(campaigns.key).not.toBe(lists.key);
});
