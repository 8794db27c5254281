import "server-only";
import type { ProbeAnswers, Shape } from "@/lib/api-contract/probe";

export const nothingAnswered: ProbeAnswers = {
  rowBase: null,
  status: null,
  totalCountsFailed: null,
  rowError: null,
  jobList: null,
  callback: null,
  search: null,
  quoting: null,
  byteOrderMark: null,
  crlf: null,
  jsonLines: null,
};

/** The shape of a value, without anything of what it says. */
export function shapeOf(value: unknown): Shape {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const entries = Object.entries(value).map(([name, held]) => [name, typeOf(held)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

/** Which documented form a status has. Open Connectors reference, bulk status. */
export function statusForm(shape: Shape): NonNullable<ProbeAnswers["status"]>["form"] {
  if ("recordsCount" in shape || "object_name" in shape) return "observed";
  if ("jobStatus" in shape) return "v3";
  return "batchId" in shape || "numOfLeadsProcessed" in shape ? "swagger" : "unknown";
}
