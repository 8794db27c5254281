import "server-only";
import { z } from "zod";
import { toPlainWords } from "./plain-words";
import { bulkId, count, flag, id, parseOrNull, text, time, toText, toWords } from "./scalars";

// The only place that knows the upstream's own words; what leaves it is in ours. Loose on what is added, strict on what
// is used. Shapes: Open Connectors reference, instances, discovery, bulk, errors.

const anything = z.unknown().optional();

/** An item of `GET /instances`. Old answers have tags as objects with a name. */
export const instanceSchema = z
  .object({
    id,
    name: text,
    token: text,
    valid: flag,
    disabled: flag,
    tags: anything.transform(toTags),
    elementId: id,
    element: z.object({ key: text, name: text, hub: text }).nullish().catch(null),
    configuration: z.object({ "company.name": text, "site.address": text }).nullish().catch(null),
  })
  .transform(({ element, elementId, configuration, ...item }) => {
    const key = element?.key ?? elementId ?? "unknown";
    return {
      ...item,
      company: configuration?.["company.name"] ?? null,
      address: configuration?.["site.address"] ?? null,
      hub: element?.hub ?? null,
      connector: { key, name: element?.name ?? key },
    };
  });
export type WireInstance = z.infer<typeof instanceSchema>;

function toTags(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((item: unknown) => toText(namedSchema.safeParse(item).data?.name ?? item) ?? []);
}

const namedSchema = z.object({ name: text });

/** An item of `GET …/objects`: a name, or with `Elements-Version: Helium` an object that has one. */
export const objectNameSchema = z.union([
  z.string().min(1),
  z.object({ name: z.string().min(1) }).transform((item) => item.name),
]);

/** One field of `GET …/objects/{object}/metadata`, in our words, nothing interpreted yet. */
export const fieldSchema = z
  .object({
    vendorPath: text,
    path: text,
    displayName: text,
    vendorDisplayName: text,
    description: text,
    type: text,
    format: text,
    mask: text,
    vendorNativeType: text,
    vendorRequired: flag,
    required: flag,
    vendorReadOnly: flag,
    createable: flag,
    length: count,
    maxLength: count,
    picklistValues: anything,
    choices: anything,
    restrictedPicklist: flag,
  })
  .transform((field) => ({
    // The header of the file is the vendor's path; the common resource's where there is no other.
    path: field.vendorPath ?? field.path,
    label: field.displayName ?? field.vendorDisplayName,
    description: field.description,
    typeWord: field.type ?? field.vendorNativeType,
    format: field.format,
    mask: field.mask,
    required: field.vendorRequired ?? field.required,
    isMarkedReadOnly: field.vendorReadOnly,
    isCreatable: field.createable,
    maxLength: field.length ?? field.maxLength,
    choices: field.picklistValues ?? field.choices,
    areChoicesBinding: field.restrictedPicklist ?? true,
  }));
export type WireField = z.infer<typeof fieldSchema>;

export const metadataSchema = z.union([
  z.object({ fields: z.array(z.unknown()) }).transform((answer) => answer.fields),
  z.array(z.unknown()),
]);

/** The reply to an upload: `{"id","status"[,"instanceId"]}`. */
export const acceptedSchema = z.object({ id: bulkId, status: text });

/** A bulk job's status in its three documented shapes: observed, v3, and the swagger's. */
export const statusSchema = z
  .object({
    id: bulkId,
    status: text,
    jobStatus: text,
    job_status: text,
    recordsCount: count,
    recordCount: count,
    record_count: count,
    numOfLeadsProcessed: count,
    recordsFailedCount: count,
    errorCount: count,
    error_count: count,
    numOfRowsFailed: count,
    error: anything,
    statusMessage: anything,
    message: anything,
  })
  .transform((job) => ({
    id: job.id,
    upstreamStatus: job.status ?? job.jobStatus ?? job.job_status,
    total: job.recordsCount ?? job.recordCount ?? job.record_count ?? job.numOfLeadsProcessed,
    failed: job.recordsFailedCount ?? job.errorCount ?? job.error_count ?? job.numOfRowsFailed,
    message: toWords(job.error) ?? toWords(job.statusMessage) ?? toWords(job.message),
  }));

const rowErrorItemSchema = z
  .object({
    rowNum: count,
    rowNumber: count,
    status: anything,
    error: anything,
    message: anything,
    response: anything,
  })
  .transform((item) => ({
    rowNum: item.rowNum ?? item.rowNumber,
    reason: toReason(item),
    response:
      typeof item.response === "object" && item.response !== null
        ? JSON.stringify(item.response)
        : toText(item.response),
  }));

/** An item of `GET …/bulk/{id}/errors`: an object, that object as text, or only words. */
export const rowErrorSchema = z.union([
  rowErrorItemSchema,
  z.string().transform((item) => {
    const read = item.trimStart().startsWith("{")
      ? rowErrorItemSchema.safeParse(parseOrNull(item))
      : undefined;
    return read?.data ?? { rowNum: null, reason: toText(item), response: null };
  }),
]);

/** `status` holds the words, unless it is only a word such as `ERROR` or a code: then `error` does. */
function toReason(item: {
  status?: unknown;
  error?: unknown;
  message?: unknown;
  response?: unknown;
}): string | null {
  const status = toWords(item.status);
  if (status !== null && !/^\s*(error|failed|failure|\d+)\s*$/i.test(status)) return status;
  return toWords(item.error) ?? toWords(item.message) ?? toWords(item.response) ?? status;
}

/** An item of `GET …/bulk/jobs`; older answers say `job_id`. */
export const listingSchema = z
  .object({
    id: bulkId,
    job_id: bulkId,
    status: text,
    job_status: text,
    jobStatus: text,
    object_name: text,
    objectName: text,
    job_direction: text,
    jobDirection: text,
    record_count: count,
    recordCount: count,
    recordsCount: count,
    createdDate: time,
    created_date: time,
  })
  .transform((item) => ({
    id: item.id ?? item.job_id,
    upstreamStatus: item.status ?? item.job_status ?? item.jobStatus,
    objectName: item.object_name ?? item.objectName,
    isDownload: (item.job_direction ?? item.jobDirection)?.toUpperCase() === "DOWNLOAD",
    records: item.record_count ?? item.recordCount ?? item.recordsCount,
    createdAt: item.createdDate ?? item.created_date,
  }));

const problemSchema = z.object({
  requestId: text,
  message: anything,
  error: anything,
  providerMessage: anything,
});

/**
 * What the body of a failure says, as one line: the platform's message and, where there is one, the connector's. The body
 * may be empty, a web page of a gateway, or plain words.
 */
export function readProblem(body: string | null): { words: string | null; requestId: string | null } {
  const given = body?.trim() ?? "";
  if (given === "" || given.startsWith("<")) return { words: null, requestId: null };
  const read = problemSchema.safeParse(parseOrNull(given));
  if (!read.success) return { words: toPlainWords(given), requestId: null };
  const { message, error, providerMessage, requestId } = read.data;
  const own = toWords(message) ?? toWords(error);
  const provider = toWords(providerMessage);
  const words = [own, provider === own ? null : provider].filter((part) => part !== null).join(" – ");
  return { words: words === "" ? null : toPlainWords(words), requestId };
}
