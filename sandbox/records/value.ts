import type { Field } from "../connectors/field";

export type Scalar = string | number | boolean;

/** What a vendor makes of one value: the value it will store, or its complaint. */
export type Taken = { value: Scalar } | { complaint: string };

const shown = (raw: unknown) => (typeof raw === "string" ? raw : JSON.stringify(raw)).slice(0, 80);

/** Reads a value by the field's type. Numbers and booleans may come as text, as vendors take them. */
export function takeValue(field: Field, raw: unknown): Taken {
  if (typeof raw === "object") return { complaint: "one value is expected, not a structure" };
  switch (field.type) {
    case "number":
      return takeNumber(field, raw);
    case "boolean":
      return takeBoolean(raw);
    case "date":
      return takeDate(field.mask ?? "yyyy-MM-dd", raw);
    case "string":
      return takeText(field, raw);
  }
}

function takeNumber(field: Field, raw: unknown): Taken {
  const written = String(raw).trim();
  const match = /^[+-]?\d+(?:\.(\d+))?$/.exec(written);
  if (!match || typeof raw === "boolean") return { complaint: `"${shown(raw)}" is not a number` };
  const places = (match[1] ?? "").replace(/0+$/, "").length;
  if (field.integer && places > 0) return { complaint: `"${shown(raw)}" is not a whole number` };
  if (field.decimals !== undefined && places > field.decimals) {
    return {
      complaint: `"${shown(raw)}" has ${places} decimal places, at most ${field.decimals} are allowed`,
    };
  }
  return { value: Number(written) };
}

function takeBoolean(raw: unknown): Taken {
  const word = String(raw).trim().toLowerCase();
  if (word === "true" || word === "1") return { value: true };
  if (word === "false" || word === "0") return { value: false };
  return { complaint: `"${shown(raw)}" is neither true nor false` };
}

/** Per mask: the form, and whether a zone must, may or must not follow. */
const dateForms: Record<string, RegExp> = {
  "yyyy-MM-dd": /^(\d{4})-(\d\d)-(\d\d)$/,
  "yyyy-MM-dd HH:mm:ss": /^(\d{4})-(\d\d)-(\d\d) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
  "yyyy-MM-dd'T'HH:mm:ss'Z'": /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z?$/,
  "yyyy-MM-dd'T'HH:mm:ssXXX": /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d\d:\d\d)$/,
};

function takeDate(mask: string, raw: unknown): Taken {
  const written = String(raw).trim();
  const match = dateForms[mask]?.exec(written);
  if (!match) return { complaint: `"${shown(raw)}" is not a date of the form ${mask}` };
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const made = new Date(Date.UTC(year, month - 1, day));
  const exists = made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return exists ? { value: written } : { complaint: `"${shown(raw)}" is not a day of the calendar` };
}

function takeText(field: Field, raw: unknown): Taken {
  const written = String(raw);
  if (field.values && !field.values.includes(written)) {
    return { complaint: `"${shown(raw)}" is not one of ${field.values.join(", ")}` };
  }
  const length = written.length > (field.maxLength ?? Number.POSITIVE_INFINITY) ? [...written].length : 0;
  if (field.maxLength !== undefined && length > field.maxLength) {
    return { complaint: `${length} characters are too many, at most ${field.maxLength} are allowed` };
  }
  return { value: written };
}
