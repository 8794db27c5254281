"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useDroppedFiles } from "@/components/app-shell/dropped-files";
import { takeOne } from "@/components/dropzone/take-one";
import { isPastedCells, pastedCells } from "@/lib/csv-worker/pasted-cells";
import { hasMapping } from "@/lib/import-draft";
import { overridesOf } from "@/lib/import-session/fit-draft";
import type { ImportSession } from "@/lib/import-session/import-session";
import { rememberedFile } from "./remembered-file";
import { firstAddress, useAddress } from "./use-address";
import { useBegunFrom } from "./use-begun-from";
import { useDestination } from "./use-destination";
import type { LiveImport } from "./use-import-session";
import { useKnownLayout } from "./use-known-layout";
import { useRestore } from "./use-restore";
import { useSteady } from "./use-steady";
import { useStepAddress } from "./use-step-address";

/** The session, the address bar and what the address chooses, kept in step with one another. */
export function useWizard({ session, keeper }: LiveImport) {
  const snapshot = useSteady(session);
  const kept = useSyncExternalStore(keeper.subscribe, keeper.getSnapshot, keeper.getSnapshot);
  const { address, push, replace } = useAddress();
  const chosen = useDestination(address);
  const [said, setSaid] = useState<string | null>(null);
  const { isRestoring, lostFile, restore } = useRestore({
    ...{ session, keeper, address, chosen, replace },
    onSaid: setSaid,
  });
  const { draft, jobId } = snapshot;
  const { at } = draft;
  useStepAddress({
    ...{ session, snapshot, address, push, replace, isRestoring, restore },
    draftId: kept.id,
  });
  const [fileName, setFileName] = useState<string | null>(null);
  const [asked, setAsked] = useState<File | null>(null);

  const router = useRouter();
  useEffect(() => {
    if (jobId === null) return;
    rememberedFile.write(null);
    // The page begins at its top by itself, see `useArrival`. Next would have the browser lay it out to find where that is.
    router.push(`/jobs/${jobId}`, { scroll: false });
  }, [jobId, router]);

  const begunFrom = useBegunFrom();
  const layouts = useKnownLayout(session, snapshot, { isKept: kept.id !== null, begunFrom });
  useSkipWhere(session, at === "where" ? chosen : null, isRestoring);
  const goOnWith = useGoOn(session, at === "where" ? chosen : null);
  const takeFile = useCallback(
    (file: File) => {
      // Pasted cells have no name to ask for after a reload.
      rememberedFile.write(isPastedCells(file) ? null : file.name);
      setFileName(file.name);
      setAsked(null);
      const { waits } = keeper.getSnapshot();
      session.chooseFile(file, waits ? overridesOf(waits) : {});
      goOnWith();
    },
    [session, keeper, goOnWith],
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
  /** What is shown is left; it stays where it is kept. */
  const leave = useCallback(() => {
    push(firstAddress);
    keeper.leave();
    session.reset();
    rememberedFile.write(null);
  }, [push, keeper, session]);
  return {
    ...files,
    snapshot,
    kept,
    layouts,
    begunFrom,
    restore,
    leave,
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
