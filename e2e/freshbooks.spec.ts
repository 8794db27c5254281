import { fileNamed } from "./fixtures/files";
import { expect, test } from "./fixtures/test";

const fields = {
  "First name": "first_name",
  "Last name": "last_name",
  "E-mail": "email",
  Company: "organization",
  "Business phone": "work_phone",
  Street: "p_street1",
  City: "p_city",
  Postcode: "p_code",
  Country: "p_country",
  Notes: "notes",
};

const staged = `${Object.values(fields).join(",")}
Norm,Smith,norm.smith@customers.example.com,Acme,(333) 333-1234,1 Example Street,Springfield,01101,United States,
Zoë,Müller,zoe@customers.example.com,Acme Köln,+49 221 000000,Beispielstraße 2,Köln,50667,Germany,"Says ""hello"", always"
John,Doe,john@customers.example.com,Acme Publishing,,3 Example Street,London,EC1A 1BB,United Kingdom,"Pays late,\r
but pays"
Ann,Smith,ann@customers.example.com,Acme Data,444) 444-1234,4 Example Street,Boston,02108,United States,=1+1 stays text
Chuck,Taylor,chuck@customers.example.com,Acme Finance,(656) 656-1234,5 Example Street,Dublin,D01 F5P2,Ireland,
`;

test("customers of FreshBooks Classic are mapped from their headers, and no value changes on the way", async ({
  page,
  wizard,
  sandbox,
}) => {
  const arrived = await sandbox.uploadsFromNowOn();
  await wizard.open();
  await wizard.chooseWhere("FreshBooks Classic", "customers customers");
  await wizard.chooseFile(fileNamed("freshbooks-customers.csv"));
  const receipt = page.getByRole("region", { name: "The file" });
  await expect(receipt).toContainText("UTF-8");
  await expect(receipt).toContainText("Windows (CR LF)");
  await expect(receipt).toContainText("Yes, left out");

  await wizard.goOn("Map");
  for (const [header, field] of Object.entries(fields)) {
    const target = page.getByRole("combobox", { name: `Field for ${header}`, exact: true });
    await expect(target).toContainText(field);
  }
  await expect(page.getByRole("button", { name: /^Required/ })).toHaveText("Required, 3 of 3");
  const company = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^Company/ }) });
  await expect(company).toContainText("another word for it");

  await wizard.goOn("Check");
  await wizard.goOn("Send");
  await wizard.send("Create 5 customers in FreshBooks Classic");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "5 of 5 customers created in FreshBooks Classic.",
  );

  const [upload, ...more] = await arrived();
  expect(more).toEqual([]);
  expect((await sandbox.file(upload?.id ?? "none")).toString("utf8")).toBe(staged);
});

test("a required field without a column stops the way until a column or one value is chosen", async ({
  page,
  wizard,
}) => {
  await wizard.open();
  await wizard.chooseWhere("FreshBooks Classic", "customers customers");
  await wizard.drop({
    name: "short.csv",
    content: "Called,Mailbox of the person\nAnn,ann@short.example.com\n",
  });
  await wizard.goOn("Map");
  const missing = page.getByRole("region", { name: "Required fields without a column" });
  await expect(missing).toContainText("2 required fields without a column.");

  await missing.getByRole("combobox", { name: "Column for First name" }).click();
  await page.getByRole("option", { name: /^Called/ }).click();
  await missing.getByLabel("Value of Last name for every row").fill("Unknown");
  await missing.getByRole("button", { name: "Use in every row" }).click();
  await expect(missing).toHaveCount(0);

  await wizard.goOn("Check");
  await wizard.goOn("Send");
  await wizard.send("Create 1 customer in FreshBooks Classic");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("1 of 1 customer created");
});
