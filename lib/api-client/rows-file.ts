import type { RowsFileName } from "@/lib/api-contract/rows-file";
import { download, path } from "./request";

/** Which rows of a file, and in what form. */
export interface RowsFileWish {
  format?: "csv" | "xlsx";
  /** Of `open`: such as "failed,unknown". */
  outcomes?: string;
  /** Only those that failed for this reason, by its id. */
  reason?: string;
}

/** Where a file of an import's rows is had. */
export function rowsFileAddress(id: string, name: RowsFileName, wish: RowsFileWish = {}): string {
  const query = new URLSearchParams({ ...wish });
  return `${path("/api/jobs", id, "files", name)}${query.size > 0 ? `?${query}` : ""}`;
}

/** Rows to be put right: those that are left to somebody, or those that are done. @throws ApiError */
export const rowsToPutRight = (
  id: string,
  name: "open" | "succeeded",
  wish: RowsFileWish,
  signal?: AbortSignal,
): Promise<Blob> => download(rowsFileAddress(id, name, { ...wish, format: "csv" }), { signal });
