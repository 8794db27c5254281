import { environmentSchema } from "./connections";
import { jobStatuses } from "./status";
import { z } from "./zod";

/** Imports begun from `from` (included) to `before` (not included). */
export const importsReportQuery = z
  .object({
    from: z.iso.datetime({ offset: true }),
    before: z.iso.datetime({ offset: true }),
    connection: z.string().trim().min(1).max(200).optional(),
  })
  .refine(({ from, before }) => Date.parse(from) < Date.parse(before), "the period ends before it begins");
export type ImportsReportQuery = z.output<typeof importsReportQuery>;

/** So many imports are one report at the most. */
export const mostReported = 5_000;

/** Where the rows of an import are. `rowsIn` is the sum of the six others. */
export const reportedRowsSchema = z.object({
  rowsIn: z.number().int(),
  accepted: z.number().int(),
  /** Failed, not confirmed, not tried or kept back, and nobody has settled them. */
  open: z.number().int(),
  settled: z.number().int(),
  excluded: z.number().int(),
  /** Went on into a correction, and counts there. */
  sentAgain: z.number().int(),
  /** Not ended yet. */
  underWay: z.number().int(),
  /** Warnings on rows that were sent all the same. */
  waived: z.number().int(),
});
export type ReportedRows = z.infer<typeof reportedRowsSchema>;

export const reportedImportSchema = reportedRowsSchema.extend({
  id: z.string(),
  number: z.number().int(),
  status: z.enum(jobStatuses),
  at: z.iso.datetime(),
  by: z.string(),
  objectName: z.string(),
  fileName: z.string(),
  /** The first import of the family, when it corrects one. */
  corrects: z.number().int().nullable(),
});
export type ReportedImport = z.infer<typeof reportedImportSchema>;

/** Rows by the days since their import was begun: until now for open ones, until they were settled for the others. */
const agesSchema = z.object({
  upTo7: z.number().int(),
  upTo30: z.number().int(),
  over30: z.number().int(),
});
export type Ages = z.infer<typeof agesSchema>;

export const importsReportAnswer = z.object({
  from: z.iso.datetime(),
  before: z.iso.datetime(),
  /** When it was made. */
  at: z.iso.datetime(),
  /** All imports of the period, whatever it is narrowed to: the numbers are given without gaps. `null`: none. */
  numbers: z
    .object({ first: z.number().int(), last: z.number().int(), imports: z.number().int() })
    .nullable(),
  groups: z.array(
    z.object({
      connectionId: z.string(),
      connectionName: z.string(),
      company: z.string().nullable(),
      environment: environmentSchema,
      /** Name of the saved layout; `null`: none was used. */
      layout: z.string().nullable(),
      imports: z.array(reportedImportSchema),
      totals: reportedRowsSchema,
      openByAge: agesSchema,
      settledByAge: agesSchema,
    }),
  ),
});
export type ImportsReport = z.infer<typeof importsReportAnswer>;
