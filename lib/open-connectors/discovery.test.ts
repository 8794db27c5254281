import { afterEach, expect, test } from "vitest";
import { answerJson, clientOf, instanceItem, type Script, startUpstream } from "./scripted-upstream";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function clientBy(script: Script) {
  const upstream = await startUpstream((request, response) =>
    request.url.endsWith("/instances")
      ? answerJson(response, [instanceItem({ id: 1 })])
      : script(request, response),
  );
  const client = clientOf(upstream.url);
  cleanUps.push(upstream.close, client.close);
  return {
    client,
    urls: () => upstream.requests.slice(1).map(({ url }) => url.replace("/elements/api-v2", "")),
  };
}

test("objects are names, given as text or as objects, each once", async () => {
  const { client, urls } = await clientBy((_, response) =>
    answerJson(response, [
      "contact",
      { name: "Account", vendorName: "x", type: "vendor" },
      "contact",
      "",
      7,
      null,
      "<b>x</b>",
    ]),
  );
  expect(await client.objects("1")).toEqual([{ name: "contact" }, { name: "Account" }, { name: "<b>x</b>" }]);
  expect(urls()).toEqual(["/hubs/finance/objects"]);
});

test("fields come from the metadata of the object, in either shape", async () => {
  const field = { vendorPath: "email", type: "string" };
  const { client, urls } = await clientBy(({ url }, response) =>
    answerJson(response, url.includes("listed") ? [field] : { fields: [field], more: 1 }),
  );
  const expected = [{ path: "email", label: "Email", type: "string", required: null, readOnly: null }];
  expect(await client.fields("1", "contacts & <more>")).toEqual(expected);
  expect(await client.fields("1", "listed")).toEqual(expected);
  expect(urls()[0]).toBe("/hubs/finance/objects/contacts%20%26%20%3Cmore%3E/metadata");
});

test("an object nobody knows is not found, and so is a name that cannot be one", async () => {
  const { client, urls } = await clientBy((_, response) =>
    answerJson(response, { message: "no" }, { status: 404 }),
  );
  await expect(client.fields("1", "bad")).rejects.toMatchObject({
    kind: "not_found",
    message: expect.stringContaining("no object “bad”"),
  });
  await expect(client.fields("1", "..")).rejects.toMatchObject({ kind: "not_found" });
  await expect(client.fields("2", "contact")).rejects.toMatchObject({ kind: "not_found" });
  expect(urls()).toHaveLength(1);
});
