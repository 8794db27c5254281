import type { Page } from "@playwright/test";
import { isAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/test";

const content = [
  "Kundennummer;Firma;Zusatz;Kreditlimit;Kunde seit;Gesperrt;Ort",
  "00907;Muster Bau;GmbH;1.234,50;31.12.2020;ja;Köln",
  "942;Becker;;99,00;1.2.2021;nein;Bonn",
  "00923;Café Ümlaut;KG;12.000,00;28.02.2019;nein;Wien",
  "00915;Zimmer & Söhne;OHG;unbekannt;15.07.2022;nein;Graz",
  "00999;Alpenhof;AG;;30.06.2023;nein;Bern",
  "",
].join("\n");

/** Opens what is done to the values of a column, or closes it. */
const area = (page: Page, column: string) =>
  page.getByRole("button", { name: new RegExp(`^Change values of ${column} for `) }).click();

async function mapTo(page: Page, column: string, field: string): Promise<void> {
  await page.getByRole("combobox", { name: `Field for ${column}` }).click();
  await page.getByRole("combobox", { name: "Search fields" }).fill(field);
  await page.getByRole("option", { name: field }).first().click();
}

test("German amounts, dates, words and codes are put right on the board, and arrive so", async ({
  page,
  wizard,
  sandbox,
}) => {
  const arrived = await sandbox.uploadsFromNowOn();
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop({ name: "kunden.csv", content });
  await wizard.isAt("File");
  await wizard.goOn("Map");
  await mapTo(page, "Kunde seit", "account_opened");

  await area(page, "Kundennummer");
  await page.getByRole("button", { name: "Add a change" }).click();
  await page.getByRole("menuitem", { name: "Fill up, such as lost zeros" }).click();
  await page.getByRole("textbox", { name: "Characters" }).fill("5");
  const sent = page.getByRole("region", { name: "What is sent" });
  await expect(sent.getByRole("row", { name: /942/ })).toContainText("00942");
  await area(page, "Kundennummer");

  await area(page, "Kreditlimit");
  await expect(sent).toContainText("none changes");
  await page.getByRole("button", { name: "Read amounts with a decimal comma" }).click();
  await expect(sent.getByRole("row", { name: /1\.234,50/ })).toContainText("1234.50");
  await expect(sent).toContainText('"unbekannt" is no amount with a decimal comma.');
  await isAccessible(page, "map, changes");
  await area(page, "Kreditlimit");

  await area(page, "Kunde seit");
  await page.getByRole("button", { name: /^Read dates day first/ }).click();
  await expect(sent.getByRole("row", { name: /31\.12\.2020/ })).toContainText("2020-12-31T00:00:00Z");
  await area(page, "Kunde seit");

  await area(page, "Gesperrt");
  await page.getByRole("button", { name: "Match 2 values with those of the field" }).click();
  await expect(page.getByText("2 different values, all decided.")).toBeVisible();
  await isAccessible(page, "map, values");
  await area(page, "Gesperrt");

  await area(page, "Firma");
  await page.getByRole("combobox", { name: "Join with another column" }).click();
  await page.getByRole("option", { name: /^Zusatz/ }).click();
  await expect(sent.getByRole("row", { name: /Muster Bau/ })).toContainText("Muster Bau GmbH");
  await area(page, "Firma");
  await page.getByRole("combobox", { name: "Field for Zusatz" }).click();
  await page.getByRole("option", { name: "Not mapped" }).click();
  await expect(page.getByRole("row", { name: /^Zusatz/ })).toContainText("part of Name");

  await wizard.goOn("Check");
  const kinds = page.getByRole("complementary", { name: "Issues by kind" });
  await expect(kinds.getByRole("button", { name: /Credit limit: amount not read/ })).toBeVisible();
  await wizard.goOn("Send");
  await wizard.send("Create 4 customers in Sage 200");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "4 of 4 customers created in Sage 200. 1 row kept back.",
  );
  const used = page.getByRole("table", { name: "Mapping used" });
  await expect(used).toContainText("Firma + Zusatz");
  await expect(used).toContainText("Read amounts with a decimal comma");

  const [upload] = await arrived();
  expect((await sandbox.file(upload?.id ?? "none")).toString("utf8")).toBe(
    [
      "reference,name,credit_limit,account_opened,on_hold,main_address.city",
      "00907,Muster Bau GmbH,1234.50,2020-12-31T00:00:00Z,true,Köln",
      "00942,Becker,99.00,2021-02-01T00:00:00Z,false,Bonn",
      "00923,Café Ümlaut KG,12000.00,2019-02-28T00:00:00Z,false,Wien",
      "00999,Alpenhof AG,,2023-06-30T00:00:00Z,false,Bern",
      "",
    ].join("\n"),
  );
});
