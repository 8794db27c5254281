import "server-only";
import { z } from "zod";
import { flag, text } from "./scalars";

// What instance configuration, element metadata and an object's docs say, in our words. Loose as wire.ts is.

const setting = z.object({ key: text, propertyValue: text });

/** `GET /instances/configuration`: a list of keys with their values. */
export const configurationSchema = z.array(z.unknown()).transform(
  (items) =>
    new Map(
      items.flatMap((item) => {
        const read = setting.safeParse(item).data;
        return read && read.key !== null ? [[read.key, read.propertyValue] as const] : [];
      }),
    ),
);

/** What a connector says of one of its objects; `null`: nothing. */
export interface ElementObject {
  name: string;
  bulkUpload: boolean | null;
  nativeBulk: boolean | null;
  /** Whether records can be created at all. */
  creatable: boolean | null;
  /** Name of the field that holds a record's id. */
  primaryKey: string | null;
}

/** `upload` is a flag, or with `expand=true` an object of flags. */
const upload = z
  .union([
    z.object({ supported: flag, native: flag }),
    z.unknown().transform((value) => ({ supported: flag.parse(value), native: null })),
  ])
  .optional();

const resource = z
  .object({
    name: text,
    canonicalName: text,
    primaryKeyName: text,
    bulk: z.object({ upload }).nullish().catch(null),
    bulkUploadEnabled: flag,
    operations: z.array(z.unknown()).nullish().catch(null),
  })
  .transform((item): ElementObject | null => {
    const name = item.canonicalName ?? item.name;
    if (name === null) return null;
    return {
      name,
      bulkUpload: item.bulk?.upload?.supported ?? item.bulkUploadEnabled,
      nativeBulk: item.bulk?.upload?.native ?? null,
      creatable: item.operations?.some((operation) => /^(create|post)$/i.test(String(operation))) ?? null,
      primaryKey: item.primaryKeyName,
    };
  });

const list = z.array(z.unknown()).nullish().catch(null);

/** `GET /elements/{key}/metadata?expand=true`, with what `GET /elements/{key}` calls the same. */
export const elementMetadataSchema = z
  .object({
    bulk: z
      .object({
        upload,
        ceSupportNativeBulkUpload: flag,
        vendorSupportNativeBulkUpload: flag,
        upsert: flag,
      })
      .nullish()
      .catch(null),
    bulkUploadEnabled: flag,
    resources: list,
    objects: list,
  })
  .transform(({ bulk, bulkUploadEnabled, resources, objects }) => ({
    bulkUpload: bulk?.upload?.supported ?? bulkUploadEnabled,
    // The vendor's bulk interface counts only where the platform uses it.
    nativeBulk: bulk?.ceSupportNativeBulkUpload ?? bulk?.upload?.native ?? null,
    upsert: bulk?.upsert ?? null,
    objects: [...(resources ?? []), ...(objects ?? [])].flatMap(
      (item) => resource.safeParse(item).data ?? [],
    ),
  }));

/** Which calls an object has, by the HTTP methods its docs list. */
export interface ObjectOperations {
  create: boolean;
  search: boolean;
  read: boolean;
  delete: boolean;
}

/** `GET /objects/{object}/docs`: Swagger 2.0, whose paths are those of the object. */
export const docsSchema = z.object({ paths: z.record(z.string(), z.unknown()) });

/** The operations among `paths` on `/{object}` and `/{object}/{id}`, with or without a hub in front. */
export function toOperations(paths: Readonly<Record<string, unknown>>, objectName: string): ObjectOperations {
  const operations = { create: false, search: false, read: false, delete: false };
  for (const [path, methods] of Object.entries(paths)) {
    const segments = path.split("/").filter((segment) => segment !== "");
    const at = segments[0] === "hubs" ? 2 : 0;
    if (segments[at] !== objectName || typeof methods !== "object" || methods === null) continue;
    const isOne = segments.length === at + 2 && /^\{.+\}$/.test(segments[at + 1] ?? "");
    if (segments.length === at + 1) {
      operations.create ||= "post" in methods;
      operations.search ||= "get" in methods;
    }
    if (isOne) {
      operations.read ||= "get" in methods;
      operations.delete ||= "delete" in methods;
    }
  }
  return operations;
}
