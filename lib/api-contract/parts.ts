import { z } from "./zod";

/**
 * How many records a part of an import has: up to `wholeUpTo` all go as one; more go in parts of these sizes, the last one
 * again and again. The server cuts by it, and the page that sends says so beforehand.
 */
export const partSizesSchema = z.object({
  wholeUpTo: z.number().int().nonnegative(),
  sizes: z.array(z.number().int().positive()).min(1).readonly(),
});
export type PartSizes = z.infer<typeof partSizesSchema>;

export const partSizes: PartSizes = { wholeUpTo: 100, sizes: [10, 1_000, 10_000] };

/** What an operator wishes of the parts of one import. */
export const partsWishSchema = z.object({
  /** So many rows go first, and nothing more until a person has looked at what became of them. */
  askAfter: z.number().int().min(1).max(10_000).optional(),
  /** No part has more rows than this. */
  most: z.number().int().min(1).max(1_000_000).optional(),
});
export type PartsWish = z.infer<typeof partsWishSchema>;

/** The sizes of one import's parts: those of the server, as its operator wishes them. */
export function sizesFor(server: PartSizes, { askAfter, most }: PartsWish = {}): PartSizes {
  const upToMost = most === undefined ? server.sizes : [...server.sizes.filter((size) => size < most), most];
  const sizes = askAfter === undefined ? upToMost : [askAfter, ...upToMost.filter((size) => size > askAfter)];
  return {
    wholeUpTo: Math.min(server.wholeUpTo, askAfter ?? server.wholeUpTo, most ?? server.wholeUpTo),
    sizes,
  };
}

/** How many parts so many records make. */
export function partCount(records: number, { wholeUpTo, sizes }: PartSizes): number {
  if (records <= wholeUpTo) return records === 0 ? 0 : 1;
  let left = records;
  for (const [index, size] of sizes.entries()) {
    if (left <= size) return index + 1;
    left -= size;
  }
  return sizes.length + Math.ceil(left / (sizes.at(-1) ?? left));
}

/** `GET /api/connections/{id}/objects/{name}/duration`. */
export const durationQuery = z.object({ records: z.coerce.number().int().min(1).max(1_000_000_000) });
/** In milliseconds; `null`: nothing was measured. */
export const durationAnswer = z.object({
  span: z.object({ lowMs: z.number(), highMs: z.number() }).nullable(),
});
