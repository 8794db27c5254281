import type { TargetField } from "./target-field";

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const numberShape = /^[-+(]?\s*[\p{Sc}]?\s*\d[\d\s.,'’]*\s*[%)\p{Sc}-]?$/u;
const dateShape = /^(?=.*\d)[\p{L}\d\s.,:/+-]{4,40}$/u;
const flagShape = /^(?:0|1|y|n|yes|no|true|false|j|ja|nein|on|off|x|t|f|wahr|falsch)$/i;

/** Whether all the samples are e-mail addresses; `false` when there are none. */
export function areEmails(samples: readonly string[]): boolean {
  return samples.length > 0 && samples.every((sample) => emailShape.test(sample.trim()));
}

/**
 * What a column's values say about a field, from a few samples: -1 they cannot be meant for it, 0 nothing, 1 they are of
 * its kind. Formats are not judged here: "31.12.26" may be a date, "1.234,50" may be a number.
 */
export function valueEvidence(samples: readonly string[], field: TargetField): -1 | 0 | 1 {
  const values = samples.map((sample) => sample.trim()).filter((sample) => sample !== "");
  if (values.length === 0) return 0;
  const all = (shape: RegExp) => values.every((value) => shape.test(value));
  const none = (shape: RegExp) => !values.some((value) => shape.test(value));
  switch (field.type) {
    case "number":
    case "integer":
      return all(numberShape) ? 1 : none(numberShape) ? -1 : 0;
    case "date":
      return none(dateShape) ? -1 : all(dateShape) ? 1 : 0;
    case "boolean":
      return none(flagShape) ? -1 : all(flagShape) ? 1 : 0;
    case "string":
      if (!/email/i.test(field.path)) return 0;
      return all(emailShape) ? 1 : none(emailShape) ? -1 : 0;
    default:
      return 0;
  }
}
