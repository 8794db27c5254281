import type { Noun } from "@/lib/wording/counts";
import { bytes, count } from "@/lib/wording/counts";

/** What is under way on the last page. Sizes in bytes. */
export type Sending =
  | { kind: "writing"; doneBytes: number; totalBytes: number }
  | { kind: "uploading"; sentBytes: number; totalBytes: number; waiting: boolean }
  | { kind: "submitting" };

/** What is kept back and what is sent, of all rows of the file. */
export interface SendCounts {
  /** Data rows of the file. */
  rows: number;
  toSend: number;
  keptBack: number;
  excluded: number;
  /** Of `toSend`: rows with errors, sent all the same. */
  sentWithErrors: number;
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
}

/** "987 customers in Sage 200 UK"; the name of the place is not broken over two lines. */
export function sendWords({ toSend }: SendCounts, { noun, name }: SendPlace): string {
  return `Create ${count(toSend, noun)} in ${name}`;
}

/** So many go before somebody is asked, where that is wished. */
export const firstRows = 10;

/** A name that is not broken over two lines. */
export const unbroken = (name: string): string => name.replaceAll(" ", "\u00a0");

/** What has left this computer, at every moment of the way, in a sentence or two. */
export function truthWords(sending: Sending, place: Pick<SendPlace, "name">): string {
  switch (sending.kind) {
    case "writing":
      return "No rows sent yet. The file is being written on this computer.";
    case "uploading": {
      const safe = `${bytes(sending.sentBytes)} of ${bytes(sending.totalBytes)}`;
      return sending.waiting
        ? `The network is gone. ${safe} are safe with Hubload; the rest follows when it is back.`
        : `${safe} are with Hubload. Nothing is in ${place.name} yet.`;
    }
    case "submitting":
      return "All rows are with Hubload. The import is being started.";
  }
}
