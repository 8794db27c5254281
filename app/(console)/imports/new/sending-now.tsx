"use client";
import { SendProgress } from "@/components/send-summary/send-progress";
import { type Sending, type SendPlace, truthWords } from "@/components/send-summary/sending";
import type { ImportSession } from "@/lib/import-session/import-session";
import type { Doing } from "@/lib/import-session/session-types";
import { useWork } from "./use-work";

export function isSending<D extends Doing>(work: D): work is D & { kind: Sending["kind"] } {
  return work.kind === "uploading" || work.kind === "comparing" || work.kind === "submitting";
}

/** How far sending is, in the body of Send. */
export function SendingNow({ session }: { session: ImportSession }) {
  const work = useWork(session);
  return isSending(work) ? <SendProgress sending={work} onStop={session.cancel} /> : null;
}

/** What has left this computer by now, in the foot. */
export function SentByNow({ session, place }: { session: ImportSession; place: Pick<SendPlace, "name"> }) {
  const work = useWork(session);
  return isSending(work) ? truthWords(work, place) : null;
}
