"use client";
import { useEffect, useRef } from "react";
import type { ImportSession, SteadySnapshot } from "@/lib/import-session/import-session";
import { destinationOf } from "./step-words";
import type { Address } from "./use-address";

/** The step looked at and the address bar, kept in step with one another, whichever of them changed. */
export function useStepAddress(parts: {
  session: ImportSession;
  snapshot: SteadySnapshot;
  /** The unfinished import that is kept. */
  draftId: string | null;
  address: Address;
  push: (next: Address) => void;
  replace: (next: Address) => void;
  /** While it is taken up what the address names, the address stays. */
  isRestoring: boolean;
  /** The address names another unfinished import. */
  restore: (draftId: string) => void;
}) {
  const { session, snapshot, draftId, address, push, replace, isRestoring, restore } = parts;
  const { draft, jobId } = snapshot;
  const destination = destinationOf(draft);
  const { at } = draft;
  const connectionId = at === "where" || !destination ? address.connectionId : destination.connection.id;
  const objectName = at === "where" || !destination ? address.objectName : destination.objectName;
  const shownAt = useRef(at);
  /** The step of the address that was left: it stands in `address` until the browser has told of the new one. */
  const leftBehind = useRef<Address["step"] | null>(null);
  useEffect(() => {
    // Once there is an import its own page comes; a change of this address would take its place.
    if (isRestoring || jobId !== null) return;
    if (leftBehind.current !== address.step) leftBehind.current = null;
    const here: Address = { step: at, connectionId, objectName, draftId };
    if (address.draftId !== null && draftId !== null && address.draftId !== draftId) {
      restore(address.draftId);
    } else if (shownAt.current !== at) {
      // The person went on or back in the page: a new entry for the browser's Back.
      shownAt.current = at;
      if (address.step === at) return;
      leftBehind.current = address.step;
      push(here);
    } else if (address.step !== at && leftBehind.current === null) {
      // The address went elsewhere: Back, Forward or a link. A step that is not reached is corrected.
      session.goTo(address.step);
      const now = session.getSnapshot().draft;
      shownAt.current = now.at;
      if (now.at !== address.step) replace(here);
      else if (destination && address.connectionId === null) {
        // A link to the wizard itself: what was chosen stays chosen.
        const { connection } = destination;
        replace({ ...here, step: now.at, connectionId: connection.id, objectName: destination.objectName });
      }
    } else if (address.draftId !== draftId) {
      replace(here);
    }
  }, [
    isRestoring,
    jobId,
    at,
    address,
    destination,
    connectionId,
    objectName,
    draftId,
    push,
    replace,
    session,
    restore,
  ]);
}
