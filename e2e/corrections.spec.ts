import type { APIRequestContext } from "@playwright/test";
import { member } from "./fixtures/http-client";
import { expect, test } from "./fixtures/test";

interface Family {
  rows: number;
  open: number;
  places: Record<string, number>;
  imports: { number: number; rows: number; sentAgain: number; places: { succeeded: number } }[];
}

/** 1,000 customers, 11 of which Sage 200 refuses for one of four reasons. */
function thousandCustomers(): string {
  const rows = Array.from({ length: 1_000 }, (_, at) => {
    const row = at + 1;
    if ([100, 200, 300, 400].includes(row)) return `ALD004,Customer ${row},${row}`;
    if ([150, 250, 350].includes(row)) return `TOOLONGREF${row},Customer ${row},${row}`;
    if ([500, 600].includes(row)) return `C${row},Customer ${row},a lot`;
    if ([700, 800].includes(row)) return `C${row},,${row}`;
    return `C${row},Customer ${row},${row}`;
  });
  return `Account reference,Account name,Credit limit\n${rows.join("\n")}\n`;
}

const familyOf = async (api: APIRequestContext, id: string): Promise<Family> =>
  (await member<{ family: Family }>(await api.get(`/api/jobs/${id}`), "job")).family;

/** Whatever happens to them, the rows of a file add up. */
function addsUp({ rows, places, imports }: Family): void {
  expect(Object.values(places).reduce((sum, some) => sum + some, 0)).toBe(rows);
  expect(imports.reduce((sum, one) => sum + one.rows - one.sentAgain, 0)).toBe(rows);
}

/** The open rows as they leave the program, each line changed; lines that come to nothing are left out. */
async function corrected(api: APIRequestContext, id: string, change: (cells: string[]) => string[] | null) {
  const text = (await (await api.get(`/api/jobs/${id}/files/open`)).text()).replace("\ufeff", "");
  const [heading = "", ...lines] = text.trimEnd().split("\n");
  const rows = lines.flatMap((line) => {
    const [key = "", ...rest] = line.split(",");
    const changed = change([key, ...rest.slice(-3)]);
    return changed === null ? [] : [[key, rest[0], "failed", "", ...changed].join(",")];
  });
  return `${[heading, ...rows].join("\n")}\n`;
}

test("1,000 rows with 11 failures of 4 kinds are fixed and sent again twice, and the totals add up on screen, in the API and upstream", async ({
  page,
  wizard,
  api,
  sandbox,
}) => {
  test.setTimeout(240_000);
  const before = (await sandbox.records("sage200", "customers")).length;
  const arrived = async () => (await sandbox.records("sage200", "customers")).length - before;
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop({ name: "thousand.csv", content: thousandCustomers() });
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  await page.getByRole("radio", { name: "Send them anyway" }).check();
  await wizard.goOn("Send");
  const id = await wizard.send("Create 1,000 customers in Sage 200");
  const sentence = page.getByRole("heading", { level: 1 });
  await expect(sentence).toHaveText("989 of 1,000 customers created in Sage 200. 11 failed.", {
    timeout: 60_000,
  });
  for (const [reason, rows] of [
    ["a customer with reference … already exists", 4],
    ["characters are too many", 3],
    ["is not a number", 2],
    ["a value is required", 2],
  ] as const)
    await expect(page.getByRole("button", { name: reason })).toContainText(`${rows} rows`);
  addsUp(await familyOf(api, id));
  expect(await arrived()).toBe(989);

  const sendCorrected = async (content: string, words: string) => {
    await page.goto(`/jobs/${id}`);
    await page.getByRole("link", { name: /^Fix and send \d+ rows again$/ }).click();
    await wizard.isAt("Check");
    await expect(page.getByText(/open rows? of import/)).toBeVisible();
    await wizard.drop({ name: "corrected.csv", content });
    await page.getByRole("button", { name: "Read corrected.csv" }).click();
    await expect(page.getByText("corrected.csv").first()).toBeVisible();
    await wizard.goOn("Send");
    return wizard.send(words);
  };

  let next = 0;
  const first = await corrected(api, id, ([, reference = "", name = "", limit = ""]) => {
    if (reference === "ALD004") return null;
    next += 1;
    return reference.startsWith("TOO") ? [`F${next}`, name, limit] : ["ALD004", name || "Named", "5"];
  });
  await sendCorrected(first, "Create 7 customers in Sage 200");
  await expect(sentence).toHaveText("3 of 7 customers created in Sage 200. 4 failed.", { timeout: 60_000 });
  expect(await arrived()).toBe(992);
  const half = await familyOf(api, id);
  addsUp(half);
  expect(half).toMatchObject({ rows: 1_000, open: 8, imports: [{ rows: 1_000 }, { rows: 7 }] });

  const second = await corrected(api, id, ([, , name = ""]) => {
    next += 1;
    return [`F${next}`, name, "7"];
  });
  await sendCorrected(second, "Create 8 customers in Sage 200");
  await expect(sentence).toHaveText("8 of 8 customers created in Sage 200.", { timeout: 60_000 });
  await page.goto(`/jobs/${id}`);
  await expect(sentence).toHaveText(
    "1,000 of 1,000 customers created in Sage 200. Every row is accounted for.",
  );
  const whole = await familyOf(api, id);
  addsUp(whole);
  expect(whole.open).toBe(0);
  expect(await arrived()).toBe(1_000);
  expect(whole.imports.map(({ places }) => places.succeeded)).toEqual([989, 3, 8]);
});
