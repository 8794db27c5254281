import { expect, it } from "vitest";
import { items, openSandbox, patience } from "../test-client";

const step = (token: string, more: object = {}) => ({
  query: "select C_EmailAddress, C_FirstName from contact",
  objectName: "contact",
  targetConfiguration: { path: "/hubs/marketing/bulk/contact", method: "POST", token, objectName: "contact" },
  ...more,
});

async function openWorkflows() {
  const sandbox = await openSandbox();
  const { call, described } = sandbox;
  const token = described.connections.find(({ key }) => key === "eloqua")?.token ?? "";
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    call("eloqua", "/hubs/marketing/bulk/workflows", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return { ...sandbox, token, post };
}

it("a workflow loads what it downloads, and the history names it", async () => {
  const { call, post, token } = await openWorkflows();
  const before = items(await call("eloqua", "/contact")).length;
  const started = await post([step(token)]);
  expect(started.body).toMatchObject({ status: "CREATED", id: expect.any(String) });
  const { id } = started.body as { id: string };
  await expect
    .poll(async () => (await call("eloqua", "/bulkloader?pageSize=1")).body, patience)
    .toMatchObject([{ groupName: id, status: "COMPLETED", sourceErrorCount: 0, targetErrorCount: 0 }]);
  expect(items(await call("eloqua", "/contact"))).toHaveLength(before * 2);
});

it("a scheduled workflow is found by the id it was given", async () => {
  const { call, post, token } = await openWorkflows();
  const { body } = await post([step(token)], { "Elements-Schedule-Request": "0 * * * * ?" });
  expect(body).toEqual({ id: expect.any(String) });
  const { id } = body as { id: string };
  await expect
    .poll(async () => (await call("eloqua", `/bulkloader?jobId=${id}`)).body, patience)
    .toMatchObject([{ status: "COMPLETED" }]);
});

it("a workflow that contradicts itself or names no target is refused", async () => {
  const { post, token } = await openWorkflows();
  expect(await post([step(token, { postprocess: "x", postprocessFaarUri: "/y" })])).toMatchObject({
    status: 400,
    body: { message: "The 'postprocess' and 'postprocessFaarUri' options are incompatible" },
  });
  expect((await post([step("not a token")])).status).toBe(400);
  expect((await post([{ ...step(token), query: "selct nothing" }])).status).toBe(400);
});
