import type { TargetField } from "@/lib/mapping/target-field";
import { wordsOf } from "@/lib/mapping/words";
import { createIsoMask, type DateMask, parseDateMask } from "./date-mask";
import type { Issue } from "./issue";

/** What is wrong with a value, wherever it stands. */
export type Fault = Pick<Issue, "code" | "severity" | "message" | "expected">;

/** Looks at a value that is not blank. */
export type ValueRule = (value: string) => Fault | null;

export const requiredFault: Fault = {
  code: "required",
  severity: "error",
  message: "A value is required here.",
  expected: "A value in every row",
};

/** A value as it is shown in a sentence: quoted, and not longer than a line. */
const shown = (value: string) => `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;

/** The rules a field's metadata asks for. What the metadata does not say is not checked. */
export function rulesOf(field: TargetField): ValueRule[] {
  const rules: (ValueRule | null)[] = [
    typeRule(field),
    lengthRule(field),
    allowedRule(field),
    emailRule(field),
  ];
  return rules.filter((rule) => rule !== null);
}

function typeRule({ type, mask }: TargetField): ValueRule | null {
  switch (type) {
    case "number":
      return formRule(
        /^-?\d+(\.\d+)?$/,
        "number",
        "is not a plain number.",
        "A plain number such as -1234.56",
      );
    case "integer":
      return formRule(/^-?\d+$/, "integer", "is not a whole number.", "A whole number such as 42");
    case "boolean":
      return formRule(/^(true|false|1|0)$/i, "boolean", "is neither true nor false.", "true, false, 1 or 0");
    case "date":
      return dateRule(mask);
    case "string":
    case "object":
    case "array":
    case "unknown":
      return null;
  }
}

/** Digits are compared as text: no value passes through a floating point number. */
function formRule(form: RegExp, code: Fault["code"], wrong: string, expected: string): ValueRule {
  return (value) =>
    form.test(value) ? null : { code, severity: "error", message: `${shown(value)} ${wrong}`, expected };
}

const otherDateForm = /^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}\b/;

function dateRule(mask: string | undefined): ValueRule | null {
  if (mask === "milliseconds") {
    const expected = "Milliseconds since 1970, such as 1790726400000";
    return formRule(/^-?\d+$/, "date", "is not a date.", expected);
  }
  const iso = createIsoMask();
  const exact = mask === undefined ? iso : parseDateMask(mask);
  if (exact === null) return null;
  return (value) => {
    const fault = exact.fault(value);
    if (fault === "") return null;
    if (fault !== null) return notADate(value, fault, exact);
    return otherForm(value, mask, exact, iso);
  };
}

function notADate(value: string, why: string, { example }: DateMask): Fault {
  const message =
    why === ""
      ? `${shown(value)} is not a date in the form expected.`
      : `${shown(value)} is not a date. ${why}`;
  return { code: "date", severity: "error", message, expected: `A date such as ${example}` };
}

/** A day without its time may well be taken, and where no form was named another may be: both are worth a look. */
function otherForm(value: string, mask: string | undefined, exact: DateMask, iso: DateMask): Fault {
  const asIso = mask?.startsWith("yyyy-MM-dd") === true ? iso.fault(value) : null;
  if (asIso !== null && asIso !== "") return notADate(value, asIso, exact);
  const isLikely = asIso === "" || (mask === undefined && otherDateForm.test(value));
  if (!isLikely) return notADate(value, "", exact);
  const message = `${shown(value)} is a date in another form, which may not be read.`;
  return { code: "date_form", severity: "warning", message, expected: `A date such as ${exact.example}` };
}

function lengthRule({ maxLength }: TargetField): ValueRule | null {
  if (maxLength === undefined) return null;
  const allowed = maxLength.toLocaleString("en-GB");
  const expected = `At most ${allowed} ${maxLength === 1 ? "character" : "characters"}`;
  return (value) => {
    // A character outside the Basic Multilingual Plane has two code units and counts once.
    const length = value.length <= maxLength ? value.length : [...value].length;
    if (length <= maxLength) return null;
    const message = `${length.toLocaleString("en-GB")} characters, ${allowed} ${maxLength === 1 ? "is" : "are"} allowed.`;
    return { code: "max_length", severity: "error", message, expected };
  };
}

function allowedRule({ allowedValues }: TargetField): ValueRule | null {
  if (allowedValues === undefined || allowedValues.length === 0) return null;
  const values = new Set(allowedValues.map(({ value }) => value));
  const byName = new Map(allowedValues.map(({ value }) => [value.toLowerCase(), value]));
  const first = [...values].slice(0, 8).join(", ");
  const all = values.size > 8 ? `One of ${values.size}: ${first} …` : `One of: ${first}`;
  return (value) => {
    if (values.has(value)) return null;
    const meant = byName.get(value.trim().toLowerCase());
    const expected = meant === undefined ? all : `Written as ${meant}`;
    return {
      code: "allowed_values",
      severity: "error",
      message: `${shown(value)} is not one of the allowed values.`,
      expected,
    };
  };
}

/** A field is an e-mail address when its name says so; its metadata has no type for it. */
function emailRule({ path, label, type }: TargetField): ValueRule | null {
  const names = [path.split(".").at(-1) ?? path, label].map((name) => wordsOf(name).join(" "));
  if (type !== "string" || !names.some((name) => /(^| )e ?mail( address)?( \d+)?$/.test(name))) return null;
  return (value) =>
    /^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)+$/.test(value)
      ? null
      : {
          code: "email",
          severity: "warning",
          message: `${shown(value)} does not look like an e-mail address.`,
          expected: "An address such as ann@example.com",
        };
}
