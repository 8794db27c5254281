import type { Noun } from "@/lib/wording/counts";
import { bytes, count } from "@/lib/wording/counts";

/** The rows are written and handed over at the same time. */
export interface Uploading {
  kind: "uploading";
  sentBytes: number;
  writtenBytes: number;
  /** `null` until all rows are written. */
  totalBytes: number | null;
  rows: number;
  totalRows: number;
  waiting: boolean;
}

/** What is under way on the last page: `comparing` finds out whether rows were sent before. Sizes in bytes. */
export type Sending = Uploading | { kind: "comparing" } | { kind: "submitting" };

/** What is kept back and what is sent, of all rows of the file. */
export interface SendCounts {
  /** Data rows of the file. */
  rows: number;
  toSend: number;
  keptBack: number;
  excluded: number;
  /** Of `toSend`: rows with errors, sent all the same. */
  sentWithErrors: number;
  /** Whatever becomes of them: rows without and with errors, and those of them that cannot be read for certain. */
  ready: number;
  withErrors: number;
  broken: number;
  /** They were accepted before: only those that were changed are counted here, and go as updates. */
  changedOnly?: boolean;
}

/** Where the records go. */
export interface SendPlace {
  /** "Sage 200 UK". */
  name: string;
  /** "Sage 200". */
  connectorName: string;
  isLive: boolean;
  /** The company behind it, where it is known. */
  company: string | null;
  objectName: string;
  noun: Noun;
  /** The field by which records that exist are found and updated; `null`: every row creates one. */
  updatedBy: string | null;
}

/** "Create 987 customers in Sage 200 UK", "Create or update 987 customers in Sage 200 UK". */
export function sendWords({ toSend, changedOnly }: SendCounts, { noun, name, updatedBy }: SendPlace): string {
  const deed = changedOnly ? "Update" : updatedBy === null ? "Create" : "Create or update";
  return `${deed} ${count(toSend, noun)} in ${name}`;
}

/** So many go before somebody is asked, where that is wished. */
export const firstRows = 10;

/** A name that is not broken over two lines. */
export const unbroken = (name: string): string => name.replaceAll(" ", "\u00a0");

/** "34 MB of 56 MB"; how much it will be is known when all rows are written. */
export function sentWords({ sentBytes, totalBytes }: Uploading): string {
  return totalBytes === null ? bytes(sentBytes) : `${bytes(sentBytes)} of ${bytes(totalBytes)}`;
}

/** 0 to 1. Before all rows are written, what is sent is reckoned against what those written so far came to. */
export function sentShare({ sentBytes, writtenBytes, totalBytes, rows, totalRows }: Uploading): number {
  if (sentBytes === 0) return 0;
  if (totalBytes !== null) return sentBytes / totalBytes;
  return (sentBytes / Math.max(sentBytes, writtenBytes)) * (rows / Math.max(rows, totalRows, 1));
}

/** What has left this computer, at every moment of the way, in a sentence or two. */
export function truthWords(sending: Sending, place: Pick<SendPlace, "name">): string {
  switch (sending.kind) {
    case "uploading": {
      if (sending.sentBytes === 0 && !sending.waiting)
        return "No rows sent yet. The file is being written on this computer.";
      const safe = sentWords(sending);
      return sending.waiting
        ? `The network is gone. ${safe} are safe with Hubload; the rest follows when it is back.`
        : `${safe} are with Hubload. Nothing is in ${place.name} yet.`;
    }
    case "comparing":
      return `All rows are with Hubload. Nothing is in ${place.name} yet.`;
    case "submitting":
      return "All rows are with Hubload. The import is being started.";
  }
}
