import { administrator } from "./fixtures/start-program";
import { expect, test } from "./fixtures/test";

test.use({ signedIn: false });

test("wrong secrets are said on the screen, with what to do, and without the secrets", async ({
  page,
  complaints,
  startOwnProgram,
}) => {
  const wrong = "Wrong/secret+of=the account";
  const program = await startOwnProgram({ OPEN_CONNECTORS_USER_SECRET: wrong.replaceAll(" ", "") });
  complaints.expect(/status of 502 .*\/api\/connections/);
  await page.goto(`${program.url}/imports/new`);
  await page.getByLabel("E-mail").fill(administrator.email);
  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await page.getByRole("button", { name: "Sign in" }).click();

  const notice = page.getByRole("alert").filter({ hasText: "The connections could not be read." });
  await expect(notice).toContainText("Open Connectors does not accept the user or organization secret.");
  await expect(notice).toContainText("Ask your administrator to check OPEN_CONNECTORS_USER_SECRET");
  await expect(notice).toContainText("Nothing was sent.");
  await expect(notice.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(await page.content()).not.toContain(wrong.slice(0, 12));
  expect(program.output()).not.toContain(wrong.slice(0, 12));
});

test("a connection whose token is no longer taken says who can mend it", async ({
  page,
  complaints,
  api,
  sandbox,
}) => {
  await page.context().addCookies((await api.storageState()).cookies);
  complaints.expect(/status of 502 .*\/objects/);
  await sandbox.control({
    connection: "sage200",
    rules: [{ path: "/objects", times: null, answer: { status: 401, body: { message: "Invalid token" } } }],
  });
  await page.goto("/imports/new");
  await page.getByRole("radio", { name: /^Sage 200/ }).check();
  const notice = page.getByRole("alert").filter({ hasText: "What Sage 200 takes could not be read." });
  await expect(notice).toContainText("Open Connectors does not accept the token of this connection.");
  await expect(notice).toContainText("authenticate the connection again");
  await sandbox.control({ reset: true });
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("radio", { name: "customers customers" })).toBeVisible();
});
