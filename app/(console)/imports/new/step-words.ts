import type { SendCounts } from "@/components/send-summary/sending";
import { type Destination, type Draft, type DraftAt, recordsToSend, type Step } from "@/lib/import-draft";
import type { SteadySnapshot } from "@/lib/import-session/import-session";
import { columnsOf } from "@/lib/mapping/mapping";
import { count, number } from "@/lib/wording/counts";
import { objectWords } from "@/lib/wording/objects";

export const nounOf = ({ objectName, connection }: Destination) =>
  objectWords(objectName, connection.connector.key);

export const destinationOf = (draft: Draft): Destination | null =>
  draft.reached === "where" ? null : draft.destination;

/** How many rows would be sent, and how many are kept back. */
export function sendCounts(draft: Pick<DraftAt<"send">, "check" | "policy" | "file">) {
  const { ready, withErrors, broken, edited } = draft.check;
  // Rows that were accepted, and are as they were, are not in question.
  const areDone = draft.file.correction?.areDone === true;
  const rows = areDone ? edited : draft.check.rows;
  const excluded = areDone ? 0 : draft.check.excluded;
  const sendsAll = draft.policy === "send_all";
  return {
    rows,
    toSend: recordsToSend(draft.check, draft.policy),
    keptBack: areDone ? edited - ready : sendsAll ? broken : withErrors,
    excluded,
    sentWithErrors: sendsAll ? withErrors - broken : 0,
    ...{ ready, withErrors, broken },
    ...(areDone ? { changedOnly: true } : {}),
  };
}

const notYet = "Not yet";

/**
 * What was decided at each step, as it stands in the step bar.
 *
 * @param place what is chosen at Where to, in words
 */
export function decidedWords(
  { draft, waitingFile, work }: SteadySnapshot,
  place: string,
): Record<Step, string> {
  return {
    where: whereWords(draft, place),
    file: fileWords(draft, waitingFile?.name ?? (work.kind === "reading" ? work.file.name : null)),
    map: mapWords(draft),
    check: checkWords(draft),
    send: draft.reached === "send" ? count(sendCounts(draft).toSend, nounOf(draft.destination)) : notYet,
  };
}

function whereWords(draft: Draft, place: string): string {
  if (draft.reached === "where" || draft.at === "where") return place;
  return `${draft.destination.connection.name} · ${nounOf(draft.destination).plural}`;
}

function fileWords(draft: Draft, name: string | null): string {
  if (draft.reached === "where" || draft.reached === "file") {
    const file = draft.reached === "file" ? draft.file : null;
    return file ? sizeWords(draft, file.name) : (name ?? notYet);
  }
  return sizeWords(draft, draft.file.name);
}

/** Looked at, the file tells its size; decided, its name. */
function sizeWords(draft: Draft, name: string): string {
  if (draft.at !== "file" || draft.reached === "where" || !draft.file) return name;
  const { rows, columns, complete } = draft.file;
  return complete ? `${count(rows, "row")} · ${count(columns.length, "column")}` : name;
}

function mapWords(draft: Draft): string {
  if (draft.reached === "where") return notYet;
  if (draft.reached === "file") return draft.file ? count(draft.file.columns.length, "column") : notYet;
  const mapped = new Set(draft.mapping.entries.flatMap(({ source }) => columnsOf(source))).size;
  return `${number(mapped)} of ${number(draft.file.columns.length)} mapped`;
}

function checkWords(draft: Draft): string {
  if ((draft.reached !== "check" && draft.reached !== "send") || !draft.check) return notYet;
  const { ready, withErrors, withWarnings } = draft.check;
  if (draft.at === "send" && draft.reached === "send") {
    const counts = sendCounts(draft);
    // Where they cannot go as updates, nothing of them is sent.
    const isList = counts.changedOnly === true && draft.mapping.mode !== "upsert";
    return isList ? `${number(counts.toSend)} to put right` : sendingWords(counts);
  }
  if (withErrors > 0) return `${count(withErrors, "row")} with errors`;
  return withWarnings > 0 ? `${count(withWarnings, "row")} with warnings` : `${number(ready)} ready`;
}

/** "All 50 to send", "50 to send, 2 with errors", "48 to send, 2 kept back". */
export function sendingWords(counts: Pick<SendCounts, "toSend" | "keptBack" | "sentWithErrors">): string {
  const { toSend, keptBack, sentWithErrors } = counts;
  if (keptBack === 0 && sentWithErrors === 0) return `All ${number(toSend)} to send`;
  return [
    `${number(toSend)} to send`,
    ...(sentWithErrors > 0 ? [`${number(sentWithErrors)} with errors`] : []),
    ...(keptBack > 0 ? [`${number(keptBack)} kept back`] : []),
  ].join(", ");
}
