/**
 * How many records a part of an import has: up to `wholeUpTo` all go as one; more go in parts of these sizes, the last one
 * again and again. The server cuts by it, and the page that sends says so beforehand.
 */
export const partSizes = { wholeUpTo: 100, sizes: [10, 1_000, 10_000] } as const;
