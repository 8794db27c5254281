import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import { freePort } from "./fixtures/free-port";
import { endOfJob, httpClient, type JobAnswer, member } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { type Sandbox, sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";

/** A mail server that keeps what it is given. */
async function startMailServer() {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let letter = "";
      stream.setEncoding("utf8").on("data", (text: string) => {
        letter += text;
      });
      stream.on("end", () => {
        letters.push(letter);
        done();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    end: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

async function sendOne(client: APIRequestContext, sandbox: Sandbox): Promise<string> {
  const csv = `C_EmailAddress\n${randomUUID()}@example.com\n`;
  const answer = await client.post("/api/jobs", {
    headers: { "idempotency-key": randomUUID() },
    data: {
      connectionId: sandbox.connections.find(({ key }) => key === "eloqua")?.id,
      objectName: "contact",
      uploadId: await stage(client, csv, { fileName: "notices.csv", sha256: sha256(csv) }),
      fileName: "notices.csv",
      sha256: sha256(csv),
    },
  });
  const { id } = await member<JobAnswer>(answer, "job", 202);
  expect((await endOfJob(client, id)).status).toBe("completed");
  return id;
}

type Watched = typeof globalThis & { isAway: boolean; shown: { title: string; body: string | undefined }[] };

/** The tab can be left for another one, and what the browser is asked to show is kept. */
async function watchNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = globalThis as Watched;
    Object.assign(watched, { isAway: false, shown: [] });
    Object.defineProperty(document, "visibilityState", {
      get: () => (watched.isAway ? "hidden" : "visible"),
    });
    watched.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        watched.shown.push({ title, body: options?.body });
      }
    };
  });
}

test("who sent an import is told of its end by the tab, the browser and e-mail, which can be turned off", async ({
  page,
  sandbox,
  startOwnProgram,
}) => {
  test.setTimeout(240_000);
  const mail = await startMailServer();
  const program = await startOwnProgram({ SMTP_URL: mail.url, MAIL_FROM: "hubload@example.com" });
  const client = await httpClient(program.url, administrator);
  await page.context().addCookies((await client.storageState()).cookies);
  await page.context().grantPermissions(["notifications"], { origin: program.url });
  await watchNotifications(page);
  await page.goto(program.url);
  await page.getByRole("button", { name: "Notices", exact: true }).click();
  const bell = page.getByRole("dialog", { name: "Notices" });
  await expect(bell).toContainText("This browser tells you while the tab is in the background.");
  await page.keyboard.press("Escape");

  await page.evaluate(() => {
    (globalThis as Watched).isAway = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  const id = await sendOne(client, sandbox);
  await expect(page).toHaveTitle(/^\(1\) /, { timeout: 60_000 });
  await expect
    .poll(() => page.evaluate(() => (globalThis as Watched).shown))
    .toEqual([{ title: "Import 1 · contacts: Done", body: "1 of 1 contact created in Eloqua." }]);
  await expect.poll(() => mail.letters.length, { timeout: 60_000 }).toBe(1);
  expect(mail.letters[0]).toMatch(new RegExp(`^To: .*<${administrator.email}>\\r?$`, "m"));
  expect(mail.letters[0]?.replaceAll("=\r\n", "")).toContain(`/jobs/${id}`);

  await page.evaluate(() => {
    (globalThis as Watched).isAway = false;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.getByRole("button", { name: "Notices, 1 new" }).click();
  await bell.getByRole("button", { name: "Turn off e-mail" }).click();
  await expect(bell).toContainText("No e-mail is sent to you.");
  await page.keyboard.press("Escape");
  await expect(page).toHaveTitle(/^Home/);
  await client.dispose();
  await mail.end();
});
