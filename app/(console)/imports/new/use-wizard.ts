"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useDroppedFiles } from "@/components/app-shell/dropped-files";
import { takeOne } from "@/components/dropzone/take-one";
import { isPastedCells, pastedCells } from "@/lib/csv-worker/pasted-cells";
import { hasMapping } from "@/lib/import-draft";
import type { ImportSession } from "@/lib/import-session/import-session";
import { rememberedFile } from "./remembered-file";
import { destinationOf } from "./step-words";
import { type Address, useAddress } from "./use-address";
import { useDestination } from "./use-destination";

/** The session, the address bar and what the address chooses, kept in step with one another. */
export function useWizard(session: ImportSession) {
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot);
  const { address, push, replace } = useAddress();
  const chosen = useDestination(address);
  const { isRestoring, lostFile } = useRestore(session, address, chosen, replace);
  const { draft, jobId } = snapshot;
  const [said, setSaid] = useState<string | null>(null);
  const [fileName, setFileName] = useState<string | null>(null);
  const [asked, setAsked] = useState<File | null>(null);

  const destination = destinationOf(draft);
  const at = draft.at;
  const connectionId = at === "where" || !destination ? address.connectionId : destination.connection.id;
  const objectName = at === "where" || !destination ? address.objectName : destination.objectName;
  const shownAt = useRef(at);
  useEffect(() => {
    if (isRestoring) return;
    const here: Address = { step: at, connectionId, objectName };
    if (shownAt.current !== at) {
      // The person went on or back in the page: a new entry for the browser's Back.
      shownAt.current = at;
      if (address.step !== at) push(here);
    } else if (address.step !== at) {
      // The address went elsewhere: Back, Forward or a link. A step that is not reached is corrected.
      session.goTo(address.step);
      const now = session.getSnapshot().draft;
      shownAt.current = now.at;
      if (now.at !== address.step) replace(here);
      else if (destination && address.connectionId === null) {
        // A link to the wizard itself: what was chosen stays chosen.
        replace({
          step: now.at,
          connectionId: destination.connection.id,
          objectName: destination.objectName,
        });
      }
    }
  }, [isRestoring, at, address, destination, connectionId, objectName, push, replace, session]);

  const router = useRouter();
  useEffect(() => {
    if (jobId === null) return;
    rememberedFile.write(null);
    router.push(`/jobs/${jobId}`);
  }, [jobId, router]);

  useSkipWhere(session, at === "where" ? chosen : null, isRestoring);
  const goOnWith = useGoOn(session, at === "where" ? chosen : null);
  const takeFile = useCallback(
    (file: File) => {
      // Pasted cells have no name to ask for after a reload.
      rememberedFile.write(isPastedCells(file) ? null : file.name);
      setFileName(file.name);
      setAsked(null);
      session.chooseFile(file);
      goOnWith();
    },
    [session, goOnWith],
  );
  const onFile = useCallback(
    (file: File) => {
      // What was mapped is work: it is not given up without a word.
      if (hasMapping(session.getSnapshot().draft)) setAsked(file);
      else takeFile(file);
    },
    [session, takeFile],
  );
  const onCells = useCallback((text: string) => onFile(pastedCells(text, new Date())), [onFile]);
  useFilesOfOtherPages(onFile, setSaid);
  const files = { onFile, onCells, takeFile, asked, setAsked };
  return {
    ...files,
    snapshot,
    address,
    chosen,
    push,
    replace,
    fileName,
    said,
    setSaid,
    isRestoring,
    lostFile,
  };
}

/**
 * Where there is one connection with one object, nothing is to be decided: the step is passed once, when the wizard opens.
 * Who goes back to it sees it.
 */
function useSkipWhere(
  session: ImportSession,
  chosen: ReturnType<typeof useDestination> | null,
  isRestoring: boolean,
) {
  const isPassed = useRef(false);
  const destination = chosen?.isOnlyChoice ? chosen.destination : null;
  useEffect(() => {
    if (isRestoring || isPassed.current || !destination) return;
    isPassed.current = true;
    session.chooseDestination(destination);
  }, [isRestoring, destination, session]);
}

/**
 * A file that comes when connection and object are chosen goes on to File at once, or as soon as the fields are read.
 *
 * @param chosen what is chosen at Where to; `null` at any other step
 */
function useGoOn(session: ImportSession, chosen: ReturnType<typeof useDestination> | null) {
  const [waitsFor, setWaitsFor] = useState<string | null>(null);
  const destination = chosen?.destination ?? null;
  const isReading = chosen?.state === "reading";
  const key = chosen?.key ?? null;
  useEffect(() => {
    if (waitsFor === null) return;
    if (waitsFor !== key) setWaitsFor(null);
    else if (destination) {
      setWaitsFor(null);
      session.chooseDestination(destination);
    }
  }, [waitsFor, key, destination, session]);
  return useCallback(() => {
    if (destination) session.chooseDestination(destination);
    else if (isReading) setWaitsFor(key);
  }, [destination, isReading, key, session]);
}

/**
 * A reload or a bookmark names connection and object, and a step beyond: the destination is taken up again, and the
 * file, which a page cannot keep, is asked for by its name.
 */
function useRestore(
  session: ImportSession,
  address: Address,
  chosen: ReturnType<typeof useDestination>,
  replace: (next: Address) => void,
) {
  const [isRestoring, setRestoring] = useState(address.step !== "where");
  const [lostFile, setLostFile] = useState<string | null>(null);
  const { destination, state } = chosen;
  useEffect(() => {
    if (!isRestoring || state === "reading") return;
    if (destination) {
      session.chooseDestination(destination);
      setLostFile(rememberedFile.read());
      replace({ ...address, step: session.getSnapshot().draft.at });
    } else {
      replace({ ...address, step: "where" });
    }
    setRestoring(false);
  }, [isRestoring, state, destination, session, address, replace]);
  return { isRestoring, lostFile };
}

/** What was dropped on another page of the console opened the wizard; it is taken up once. */
function useFilesOfOtherPages(onFile: (file: File) => void, onSaid: (said: string | null) => void) {
  const dropped = useDroppedFiles();
  useEffect(() => {
    const files = dropped.take();
    if (files.length === 0) return;
    const { file, said } = takeOne(files);
    onSaid(said);
    if (file) onFile(file);
  }, [dropped, onFile, onSaid]);
}
