import type { DraftSummary } from "@/lib/api-contract/drafts";
import { count } from "@/lib/wording/counts";
import { objectWords } from "@/lib/wording/objects";

export const stepWords: Record<DraftSummary["step"], string> = {
  file: "File",
  map: "Map",
  check: "Check",
  send: "Send",
};

/** "998 rows · receipts into Sage 200 UK · stands at Map". */
export function placeLine({ file, objectName, connectorKey, connectionName, step }: DraftSummary): string {
  const { plural } = objectWords(objectName, connectorKey);
  return `${count(file.rows, "row")} · ${plural} into ${connectionName} · stands at ${stepWords[step]}`;
}

/** "6 December": a day, without its hour. */
export const dayWords = (at: string): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" }).format(new Date(at));
