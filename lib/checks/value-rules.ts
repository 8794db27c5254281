import type { TargetField } from "@/lib/mapping/target-field";
import { wordsOf } from "@/lib/mapping/words";
import { shown } from "@/lib/values/shown";
import { amountRule } from "./amount-rule";
import type { ColumnFacts } from "./column-facts";
import { dateRule } from "./date-rule";
import { isEmailAddress, isPlainEmailAddress } from "./email-address";
import { type ByteTest, type Fault, fixesBy, neverSure, type ValueRule } from "./fault";
import { type Repair, repairOf } from "./repair";

/** What the column a field is fed from shows; `null` for a constant, or where nothing is known. */
export type RuleContext = Pick<ColumnFacts, "amounts" | "dates"> | null;

export const requiredFault: Fault = {
  code: "required",
  severity: "error",
  message: "A value is required here.",
  expected: "A value in every row",
};

const trimmed = repairOf({ kind: "trim" });
const plainSpaces = repairOf({ kind: "spaces" });
const trimming = { label: "Remove spaces around the values", repair: { kind: "trim" } } as const;

/** The rules a field's metadata asks for. What the metadata does not say is not checked. */
export function rulesOf(field: TargetField, context: RuleContext = null): ValueRule[] {
  const rules: (ValueRule | null)[] = [
    typeRule(field, context),
    lengthRule(field),
    allowedRule(field),
    emailRule(field),
    urlRule(field),
  ];
  return rules.filter((rule) => rule !== null);
}

function typeRule({ type, mask }: TargetField, context: RuleContext): ValueRule | null {
  switch (type) {
    case "number":
    case "integer":
      return amountRule(type, context?.amounts ?? null);
    case "boolean":
      return booleanRule();
    case "date":
      return dateRule(mask, context?.dates ?? null);
    case "string":
    case "object":
    case "array":
    case "unknown":
      return null;
  }
}

function booleanRule(): ValueRule {
  const passes = (value: string) => /^(true|false|1|0)$/i.test(value);
  const repaired = repairOf({ kind: "boolean" });
  return {
    isFine: neverSure,
    faultOf: (value) =>
      passes(value)
        ? null
        : {
            code: "boolean",
            severity: "error",
            message: `${shown(value)} is neither true nor false.`,
            expected: "true, false, 1 or 0",
            fixes: fixesBy(repaired, value, passes),
          },
    repairs: [{ code: "boolean", label: "Write yes and no as true and false", repair: { kind: "boolean" } }],
  };
}

function lengthRule({ maxLength }: TargetField): ValueRule | null {
  if (maxLength === undefined) return null;
  const allowed = maxLength.toLocaleString("en-GB");
  const expected = `At most ${allowed} ${maxLength === 1 ? "character" : "characters"}`;
  // A character outside the Basic Multilingual Plane has two code units and counts once.
  const lengthOf = (value: string) => (value.length <= maxLength ? value.length : [...value].length);
  return {
    // A character has at least one byte.
    isFine: (_, start, end) => end - start <= maxLength,
    known: { kind: "length", most: maxLength },
    faultOf(value) {
      const length = lengthOf(value);
      if (length <= maxLength) return null;
      const message = `${length.toLocaleString("en-GB")} characters, ${allowed} ${maxLength === 1 ? "is" : "are"} allowed.`;
      const fixes = fixesBy(trimmed, value, (after) => lengthOf(after) <= maxLength);
      return { code: "max_length", severity: "error", message, expected, fixes };
    },
    repairs: [{ code: "max_length", ...trimming }],
  };
}

function allowedRule({ allowedValues }: TargetField): ValueRule | null {
  if (allowedValues === undefined || allowedValues.length === 0) return null;
  const values = new Set(allowedValues.map(({ value }) => value));
  const repair: Repair = { kind: "allowed", values: [...values] };
  const repaired = repairOf(repair);
  const first = [...values].slice(0, 8).join(", ");
  const all = values.size > 8 ? `One of ${values.size}: ${first} …` : `One of: ${first}`;
  return {
    isFine: isOneOf([...values].slice(0, 8)),
    faultOf(value) {
      if (values.has(value)) return null;
      const fixes = fixesBy(repaired, value, () => true);
      const meant = fixes[0]?.value ?? null;
      return {
        code: "allowed_values",
        severity: "error",
        message: `${shown(value)} is not one of the allowed values.`,
        expected: meant === null ? all : `Written as ${meant}`,
        fixes,
      };
    },
    repairs: [{ code: "allowed_values", label: "Write them as the allowed values are written", repair }],
  };
}

/** Fields of one kind are known by their name; metadata has no type for it. */
function isNamed({ path, label, type }: TargetField, form: RegExp): boolean {
  const names = [path.split(".").at(-1) ?? path, label].map((name) => wordsOf(name).join(" "));
  return type === "string" && names.some((name) => form.test(name));
}

function emailRule(field: TargetField): ValueRule | null {
  if (!isNamed(field, /(^| )e ?mail( address)?( \d+)?$/)) return null;
  const rule = patternRule("email", isEmailAddress, isPlainEmailAddress, {
    not: "does not look like an e-mail address.",
    expected: "An address such as ann@example.com",
  });
  return { ...rule, known: { kind: "email" } };
}

function urlRule(field: TargetField): ValueRule | null {
  if (!isNamed(field, /(^| )(url|website|web site|web page|homepage|home page)( address)?( \d+)?$/))
    return null;
  const form = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^\s/?#@.]+(?:\.[^\s/?#@.]+)+(?::\d+)?(?:[/?#]\S*)?$/i;
  return patternRule("url", (value) => form.test(value), neverSure, {
    not: "does not look like the address of a web page.",
    expected: "An address such as https://example.com",
  });
}

function patternRule(
  code: "email" | "url",
  passes: (value: string) => boolean,
  isFine: ByteTest,
  { not, expected }: { not: string; expected: string },
): ValueRule {
  return {
    isFine,
    faultOf(value) {
      if (passes(value)) return null;
      const fixes = fixesBy(plainSpaces, value, passes);
      return { code, severity: "warning", message: `${shown(value)} ${not}`, expected, fixes };
    },
    repairs: [{ code, label: "Remove spaces around the values", repair: { kind: "spaces" } }],
  };
}

/** Whether a value is one of these, byte by byte. */
function isOneOf(values: readonly string[]): ByteTest {
  const encoder = new TextEncoder();
  const known = values.map((value) => encoder.encode(value));
  const isSame = (value: Uint8Array, bytes: Uint8Array, start: number) => {
    for (let at = 0; at < value.length; at += 1) if (value[at] !== bytes[start + at]) return false;
    return true;
  };
  return (bytes, start, end) =>
    known.some((value) => value.length === end - start && isSame(value, bytes, start));
}
