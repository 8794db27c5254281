import { expect, test } from "vitest";
import { signatureOf } from "./signature";
import { type RefusedRow, Suspects } from "./suspects";

const sent = ["reference", "vat_type", "country", "date"];
const refused = (reason: string, values: Record<string, string>): RefusedRow => ({
  ...{ reason, values },
  signature: signatureOf(reason),
});
const row = (reference: string, vat_type: string, country = "GB", date = "2026-11-01") => ({
  ...{ reference, vat_type, country, date },
});
const others = Array.from({ length: 12 }, (_, at) => row(`A${at}`, "T1"));

function blamed(rows: RefusedRow[], accepted: Record<string, string>[] = others, unsent: string[] = []) {
  const suspects = new Suspects(rows, sent, unsent);
  for (const values of accepted) suspects.clear(values);
  return suspects.blamed();
}

test("the field a reason names is to blame, with the values it had, blank ones too", () => {
  const taken = (reference: string) =>
    refused(`reference: a customer with reference ${reference}1 exists`, row(`${reference}1`, "T1"));
  expect(blamed([taken("X"), taken("Y")])).toEqual([
    {
      signature: "reference: a customer with reference … exists",
      field: "reference",
      values: ["X1", "Y1"],
    },
  ]);
  expect(blamed([refused("VAT type is required", row("X1", ""))])).toMatchObject([
    { field: "vat_type", values: [""] },
  ]);
});

test("one signature that speaks of several fields blames each of them", () => {
  const rows = [
    refused("'vat_type' is required", row("X1", "")),
    refused("'country' is required", row("X2", "T1", "")),
  ];
  expect(blamed(rows)).toMatchObject([
    { signature: "… is required", field: "vat_type", values: [""] },
    { signature: "… is required", field: "country", values: [""] },
  ]);
});

test("where no field is named, the value that stands in every reason tells it", () => {
  const unknown = (code: string) => refused(`Tax code "${code}" is not known`, row("X1", code));
  expect(blamed([unknown("T9"), unknown("T8")])).toMatchObject([{ field: "vat_type", values: ["T9", "T8"] }]);
  // Two letters without quotes stand in many words by chance.
  expect(blamed([refused("Tax code T9 is not known", row("X1", "T9"))])).toEqual([]);
});

test("else it is what the refused rows share with each other and with no accepted row", () => {
  const rows = [
    refused("Computer says no", row("X1", "T9")),
    refused("Computer says no", row("X2", "T9")),
    refused("Computer says no", row("X3", "T9")),
  ];
  expect(blamed(rows)).toEqual([{ signature: "Computer says no", field: "vat_type", values: ["T9"] }]);
});

test.each([
  ["one row shares nothing", [refused("No", row("X1", "T9"))], others],
  ["too few rows were accepted to compare with", twoOf("No", "GB"), others.slice(0, 5)],
  ["two fields would explain it alike", twoOf("No", "FR"), others],
  ["an accepted row has the value too", twoOf("No", "GB"), [...others, row("B", "T9")]],
  ["the system was busy", twoOf("Request timed out", "GB"), others],
])("nobody is blamed where %s", (_, rows, accepted) => expect(blamed(rows, accepted)).toEqual([]));

function twoOf(reason: string, country: string): RefusedRow[] {
  return [refused(reason, row("X1", "T9", country)), refused(reason, row("X2", "T9", country))];
}

test("a field that was not sent at all is to blame when it is named and no row went in without it", () => {
  const rows = [refused("currency is required", row("X1", "T1"))];
  expect(blamed(rows, [], ["currency"])).toMatchObject([{ field: "currency", values: [""] }]);
  expect(blamed(rows, others, ["currency"])).toEqual([]);
});

test("thousands of reasons over many fields cost little", () => {
  const wide = Array.from({ length: 200 }, (_, at) => `field_${at}`);
  const rows = Array.from({ length: 5_000 }, (_, at) => refused(`Value ${at} is not known`, {}));
  const before = process.cpuUsage();
  new Suspects(rows, wide, []).blamed();
  expect(process.cpuUsage(before).user).toBeLessThan(10_000_000);
});
