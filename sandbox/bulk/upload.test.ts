import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { items, openSandbox, patience, uploadForm } from "../test-client";

const sample = [
  "C_EmailAddress,C_FirstName,C_LastName,C_Title,C_BusPhone,C_Company,C_Website1",
  "norm.smith@acme.com,Norm,Smith,Design Engineer,(333) 333-1234,Acme,http://www.acme.com",
  "john@acmepublishing.com,John,Doe,,,Acme Publishing,https://www.acmepublishing.com",
  "ann@acmedata.com,Ann,Smith,Director,444) 444-1234,Acme Data,http://www.acmedata.com",
  "doug.smith@acmemarketing.com,Doug,Smith,Director of Marketing,(555) 555-1234,Acme Marketing,http://www.acmemarketing.com",
  "chuck@acmefinance.com,Chuck,Taylor,Chief Financial Officer,(656) 656-1234,Acme Finance,http://www.acmebilling.com",
  "frank@acmebilling.com,Frank,Ricard,,,Acme Billing,http://www.acmeresources.com",
  "melissa@acmeresources.com,Melissa,Jones,Human Resources Manager,(202) 222-1234,Acme Resources,",
  "shooter@acmetechnology.com,Shooter,McGavin,IT Technology Professional,(303) 928-2134,Acme Technology,http://acmetechnology.com",
  "penny@acmeeducation.com,Penny,Smith,Director of Curriculum,(868) 888-1234,Acme Education,http://www.acmeeducation.com",
  "ron.bergandy@acmecommunications.com,Ron,Burgandy,New Anchor,(227) 299-1234,Acme Communications,http://www.acmecommunications.com",
  "",
].join("\n");

const contacts = (count: number) =>
  `C_EmailAddress\n${Array.from({ length: count }, (_, index) => `n${index}@example.com\n`).join("")}`;

describe("an upload", () => {
  it("of the documents' sample creates its ten contacts, in the seed documents' form of call", async () => {
    const { call, ended } = await openSandbox();
    const answer = await call("eloqua", "/hubs/marketing/bulk/contact?path=/sample.csv", {
      method: "POST",
      body: uploadForm(sample),
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^\d+$/),
      status: "CREATED",
      instanceId: 425937,
    });
    const id = String(Reflect.get(Object(answer.body), "id"));
    expect(await ended("eloqua", id)).toEqual({
      id,
      instanceId: 425937,
      status: "COMPLETED",
      object_name: "contact",
      job_direction: "UPLOAD",
      recordsCount: 10,
      recordsFailedCount: 0,
      bulk_start_time: expect.any(String),
      bulk_finish_time: expect.any(String),
      fileFormat: "csv",
      fileSize: sample.length,
      vendorJobId: null,
      metadata: {},
    });
    expect((await call("eloqua", `/hubs/marketing/bulk/${id}/errors`)).body).toEqual([]);
    const [melissa] = items(
      await call("eloqua", "/contact?where=C_EmailAddress='melissa@acmeresources.com'"),
    );
    expect(melissa).toMatchObject({ C_Title: "Human Resources Manager" });
    expect(melissa).not.toHaveProperty("C_Website1");
  });

  it("goes from CREATED over RUNNING to COMPLETED, its count growing, at the speed that was set", async () => {
    const { upload, status, ended, door } = await openSandbox({ recordsPerSecond: 8 });
    const id = await upload("eloqua", "contact", contacts(20));
    const first = await status("eloqua", id);
    expect(first).toMatchObject({ id, status: "CREATED" });
    expect(first).not.toHaveProperty("recordsCount");
    await expect
      .poll(() => status("eloqua", id), patience)
      .toMatchObject({ status: "RUNNING", recordsFailedCount: 0 });
    await expect
      .poll(async () => (await status("eloqua", id)).recordsCount, patience)
      .toSatisfy((count) => Number(count) > 1 && Number(count) < 20);
    await door("/control", { connection: "eloqua", recordsPerSecond: 20 });
    const end = await ended("eloqua", id);
    expect(end).toMatchObject({ status: "COMPLETED", recordsCount: 20 });
    const took = Date.parse(String(end.bulk_finish_time)) - Date.parse(String(end.bulk_start_time));
    expect(took).toBeGreaterThan(900);
  });

  it("sent twice is a second job that creates the rows again", async () => {
    const { call, upload, ended } = await openSandbox();
    const first = await upload("eloqua", "contact", contacts(3));
    const second = await upload("eloqua", "contact", contacts(3));
    expect(second).not.toBe(first);
    await ended("eloqua", first);
    await ended("eloqua", second);
    expect(items(await call("eloqua", "/contact?where=C_EmailAddress='n1@example.com'"))).toHaveLength(2);
  });

  it("to an unknown object is taken, and every row fails", async () => {
    const { call, upload, ended } = await openSandbox();
    const id = await upload("freshbooks", "bad", "a,b\n1,2\n3,4\n");
    expect(await ended("freshbooks", id)).toMatchObject({
      status: "COMPLETED",
      recordsCount: 2,
      recordsFailedCount: 2,
    });
    expect(items(await call("freshbooks", `/bulk/${id}/errors`))[1]).toMatchObject({
      rowNum: 2,
      status: "bad is not an object of this connector",
    });
  });

  it.each([
    [
      "without any known column",
      "Name,Surname\nJane,Doe\n",
      /None of the columns is a field of contact: Name, Surname/,
    ],
    [
      "with a byte order mark before its only column",
      "\uFEFFC_EmailAddress\na@example.com\n",
      /None of the columns/,
    ],
    ["that is empty", "", /The file is empty/],
    ["with a quote that never ends", 'C_EmailAddress\n"a@example.com\n', /not valid CSV/],
  ])("of a file %s ends ABORTED with an error", async (_name, csv, error) => {
    const { upload, ended } = await openSandbox();
    const id = await upload("eloqua", "contact", csv);
    expect(await ended("eloqua", id)).toMatchObject({
      status: "ABORTED",
      error: expect.stringMatching(error),
    });
  });

  it("of a header alone completes with nothing", async () => {
    const { upload, ended } = await openSandbox();
    const id = await upload("eloqua", "contact", "C_EmailAddress\n");
    expect(await ended("eloqua", id)).toMatchObject({
      status: "COMPLETED",
      recordsCount: 0,
      recordsFailedCount: 0,
    });
  });

  it("reads quoted commas, quotes, line breaks and CRLF as RFC 4180 has them, and fails ragged rows alone", async () => {
    const { call, upload, ended } = await openSandbox();
    const csv =
      'C_EmailAddress,C_Company\r\na@x.example.com,"Acme, ""the\r\nfirst"""\r\nb@x.example.com\r\nc@x.example.com,C,D\r\n\r\n"d@x.example.com",D';
    const id = await upload("eloqua", "contact", csv);
    expect(await ended("eloqua", id)).toMatchObject({ recordsCount: 4, recordsFailedCount: 2 });
    const failed = items(await call("eloqua", `/bulk/${id}/errors`));
    expect(failed.map(({ rowNum, status }) => [rowNum, status])).toEqual([
      [2, "the row has 1 values for 2 columns"],
      [3, "the row has 3 values for 2 columns"],
    ]);
    expect(items(await call("eloqua", "/contact?where=C_EmailAddress='a@x.example.com'"))[0]).toMatchObject({
      C_Company: 'Acme, "the\r\nfirst"',
    });
  });

  it.each([
    ["no file part", () => new FormData(), /part named file/],
    [
      "metaData that is not JSON",
      () => {
        const form = uploadForm(contacts(1));
        form.set("metaData", "{oops");
        return form;
      },
      /metaData is not a JSON object/,
    ],
    [
      "a format that is neither CSV nor JSON",
      () => uploadForm(contacts(1), { format: "xml" }),
      /format xml is not enabled/,
    ],
  ])("with %s is answered 400 and makes no job", async (_name, form, message) => {
    const { call } = await openSandbox();
    const body = form();
    body.set("other", "x");
    const answer = await call("eloqua", "/bulk/contact", { method: "POST", body });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) } });
    expect((await call("eloqua", "/bulk/jobs")).body).toEqual([]);
  });

  it("that is not multipart is answered 415", async () => {
    const { call } = await openSandbox();
    const headers = { "Content-Type": "text/csv" };
    expect((await call("eloqua", "/bulk/contact", { method: "POST", body: "a", headers })).status).toBe(415);
  });

  it("is in the ledger with the hash of its file, and the file's exact bytes can be fetched", async () => {
    const { door, upload, ended, origin } = await openSandbox();
    const csv = `C_EmailAddress,C_Company\na@example.com,"Zoë & Söhne;\t🙂"\n`;
    const metaData = { "callback-payload": { attempt: "a-1" } };
    const id = await upload("eloqua", "contact", csv, { metaData, callbackUrl: "http://127.0.0.1:1/a-1" });
    const sha256 = createHash("sha256").update(csv).digest("hex");
    expect((await door("/ledger")).body).toMatchObject({
      uploads: [
        {
          id,
          connection: "eloqua",
          instanceId: 425937,
          object: "contact",
          url: "/elements/api-v2/bulk/contact",
          bytes: Buffer.byteLength(csv),
          sha256,
          fileName: "rows.csv",
          complete: true,
          callbackUrl: "http://127.0.0.1:1/a-1",
          metaData,
          answer: 200,
        },
      ],
    });
    await ended("eloqua", id);
    const file = Buffer.from(await (await fetch(`${origin}/_sandbox/files/${id}`)).arrayBuffer());
    expect(file.equals(Buffer.from(csv))).toBe(true);
  });

  it("is kept on disk until newer files need the place", async () => {
    const { door, upload, ended } = await openSandbox({ keepFileBytes: 50 });
    const first = await upload("eloqua", "contact", contacts(2));
    await ended("eloqua", first);
    expect((await door(`/files/${first}`)).status).toBe(200);
    await ended("eloqua", await upload("eloqua", "contact", contacts(2)));
    expect((await door(`/files/${first}`)).status).toBe(404);
  });

  it("of 12 MiB arrives whole", async () => {
    const { door, upload, ended, call } = await openSandbox();
    const csv = contacts(700_000);
    expect(csv.length).toBeGreaterThan(12 * 1024 ** 2);
    const id = await upload("eloqua", "contact", csv);
    expect((await door("/ledger")).body).toMatchObject({
      uploads: [{ sha256: createHash("sha256").update(csv).digest("hex"), complete: true }],
    });
    await call("eloqua", `/bulk/${id}/cancel`, { method: "PUT" });
    expect(await ended("eloqua", id)).toMatchObject({ status: "CANCELLED" });
  });
});
