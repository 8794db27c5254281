"use client";
import { useEffect, useState } from "react";
import { createDraft, readDraft, saveDraft } from "@/lib/api-client/drafts";
import { askAlreadySent, submitJob } from "@/lib/api-client/jobs";
import { readRefusals } from "@/lib/api-client/refusals";
import { me } from "@/lib/api-client/session";
import { startCsvWorker } from "@/lib/csv-worker/client";
import { DraftKeeper } from "@/lib/import-session/draft-keeper";
import { createImportSession, type ImportSession } from "@/lib/import-session/import-session";
import { withKeptUpload } from "@/lib/import-session/kept-uploads";
import { uploadByTus } from "@/lib/import-session/tus-upload";

export interface LiveImport {
  session: ImportSession;
  /** Keeps what is chosen on the server. */
  keeper: DraftKeeper;
}

/** The import being prepared. Its worker is made when the wizard opens and ends with it. */
export function useImportSession(): LiveImport | null {
  const [live, setLive] = useState<LiveImport | null>(null);
  useEffect(() => {
    const worker = startCsvWorker();
    const session = createImportSession({
      createWorker: () => worker,
      api: { submitJob, askAlreadySent, upload: uploadByTus, refusals: readRefusals },
      withKeptUpload,
      ids: { uuid: () => crypto.randomUUID() },
      about: async () => ({ today: localDay(new Date()), user: (await me()).name }),
    });
    const keeper = new DraftKeeper({
      session,
      api: { create: createDraft, save: saveDraft, read: readDraft },
      uuid: () => crypto.randomUUID(),
    });
    // What was chosen last is written before the page goes.
    const onHide = () => void keeper.flush();
    window.addEventListener("pagehide", onHide);
    setLive({ session, keeper });
    return () => {
      window.removeEventListener("pagehide", onHide);
      void keeper.flush().finally(() => keeper.dispose());
      session.dispose();
    };
  }, []);
  return live;
}

/** The day of the calendar where the operator is. */
function localDay(now: Date): string {
  const padded = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${padded(now.getMonth() + 1)}-${padded(now.getDate())}`;
}
