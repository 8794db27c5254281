import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { expect, test } from "./fixtures/test";

test.use({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = [...(launchOptions.args ?? []), "--js-flags=--expose-gc"];
      await use({ ...launchOptions, args });
    },
    { scope: "worker" },
  ],
});

test("a file is read, checked and handed over to its end, however often the browser clears its memory meanwhile", async ({
  page,
  wizard,
}, info) => {
  test.setTimeout(240_000);
  const rows = 200_000;
  const path = info.outputPath("long.csv");
  const file = createWriteStream(path);
  file.write("C_EmailAddress,C_FirstName,C_LastName\n");
  for (let row = 1; row <= rows; row++) file.write(`person${row}@cleared.example.com,Person,Number ${row}\n`);
  file.end();
  await finished(file);

  await wizard.open();
  const [worker] = page.workers();
  await worker?.evaluate("setInterval(() => gc(), 5)");
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.chooseFile(path);
  await expect(wizard.onwards("Map")).toBeEnabled({ timeout: 60_000 });
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  await expect(page.getByText("all 200,000 checked")).toBeVisible({ timeout: 60_000 });
  await wizard.goOn("Send");
  await wizard.send("Create 200,000 contacts in Eloqua");
});
