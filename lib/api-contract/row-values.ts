import { z } from "./zod";

/** Cell values by field path (records) or by column header (rows that never became a record). */
export const rowValues = z
  .custom<Record<string, string>>(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((cell) => typeof cell === "string"),
    "an object with texts is expected",
  )
  // Not z.record: it drops a column that is named __proto__.
  .transform((value) => Object.fromEntries(Object.entries(value)));
