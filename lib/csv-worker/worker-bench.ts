import { type Mapping, setTarget } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";

export const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = "customers.csv") =>
  new File([content], name, { lastModified: 1_700_000_000_000 });

export const field = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  path,
  label: path,
  type: "string",
  required: null,
  readOnly: null,
  ...more,
});

export function mapped(...fields: (string | null)[]): Mapping {
  return fields.reduce<Mapping>((mapping, path, column) => setTarget(mapping, column, path).mapping, {
    entries: [],
  });
}

export const fields = [
  field("reference", { label: "Reference", required: true, maxLength: 8 }),
  field("name", { label: "Name", required: true }),
  field("credit_limit", { label: "Credit limit", type: "number" }),
];
export const customers = [
  "Account code;Name;Limit",
  "ACC-1;Acme;100",
  "ACC-2;;1.234,50",
  "",
  "ACC-3-LONG;Über;0",
  'ACC-4;"Two\nlines";5;6',
  "ACC-5;Last;-12.50",
  "",
  "",
].join("\r\n");
export const mapping = mapped("reference", "name", "credit_limit");
