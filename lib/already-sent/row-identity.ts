import "server-only";
import { z } from "zod";

/** Of a job's mapping, what matters here; whatever else is in it, and mappings of other releases, are left alone. */
const mappingSchema = z.object({
  key: z.string().optional().catch(undefined),
  entries: z
    .array(
      z
        .object({
          field: z.string(),
          source: z.object({ kind: z.string(), value: z.string().optional() }),
        })
        .nullable()
        .catch(null),
    )
    .catch([]),
});

/** Placeholders whose text differs from import to import while the row is the same. */
const passing = /\{(import|file|row|today|user)\}/;

/** Names of fields that tell one record from another, the most telling first. */
const telling = [
  /(^|[._])(reference|ref)$/i,
  /(^|[._])(code|number|sku)$/i,
  /e[-_]?mail([-_]?address)?$/i,
  /(^|[._])(key|external[-_]?id|identifier)$/i,
];

export interface RowIdentity {
  /** Path of the field that records are told apart by; `null`: none is known. */
  keyField: string | null;
  /** Fields that differ from import to import while the row is the same. */
  without: ReadonlySet<string>;
}

/** How rows with this header are told again: by the key somebody chose, else by the first field whose name says so. */
export function rowIdentity(mapping: unknown, header: readonly string[]): RowIdentity {
  const parsed = mappingSchema.safeParse(mapping);
  const { key, entries } = parsed.success ? parsed.data : { key: undefined, entries: [] };
  const without = new Set(
    entries.flatMap((entry) =>
      entry?.source.kind === "constant" && passing.test(entry.source.value ?? "") ? [entry.field] : [],
    ),
  );
  const plain = header.filter((path) => !path.includes("[*]")).toSorted();
  const named = telling
    .map((name) => plain.find((path) => name.test(path)))
    .find((path) => path !== undefined);
  return { keyField: key !== undefined && header.includes(key) ? key : (named ?? null), without };
}
