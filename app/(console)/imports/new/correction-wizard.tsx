"use client";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ApiError } from "@/lib/api-client/api-error";
import { useCorrection } from "./use-correction";
import { useImportSession } from "./use-import-session";
import { useRevision } from "./use-revision";
import { Wizard } from "./wizard";
import { WizardWaiting } from "./wizard-waiting";

/** The way from the open rows of an import to Send: what was decided for them is not asked again. */
export function OpenRowsWizard({ jobId }: { jobId: string }) {
  return <CorrectionWizard jobId={jobId} read={useCorrection(jobId)} />;
}

/** The way from rows that were accepted to their updates, or to a list of what to put right in the connected system. */
export function RevisionWizard({ jobId }: { jobId: string }) {
  return <CorrectionWizard jobId={jobId} read={useRevision(jobId)} />;
}

function CorrectionWizard(props: { jobId: string; read: ReturnType<typeof useCorrection> }) {
  const live = useImportSession();
  const { jobId, read } = props;
  const { correction, file, error, retry } = read;
  const [isBegun, setBegun] = useState(false);
  const begun = useRef(false);
  const session = live?.session;
  useEffect(() => {
    if (!session || !correction || !file || begun.current) return;
    begun.current = true;
    const address = new URLSearchParams(window.location.search);
    address.set("step", "file");
    address.set("connection", correction.destination.connection.id);
    address.set("object", correction.destination.objectName);
    window.history.replaceState(null, "", `?${address}`);
    session.correct(correction, file);
    setBegun(true);
  }, [session, correction, file]);
  if (live && isBegun) return <Wizard live={live} />;
  if (error === null) return <WizardWaiting />;
  return (
    <div className="p-6">
      <Notice
        tone="failed"
        title={error.message}
        id={error instanceof ApiError ? error.requestId : undefined}
        action={
          <span className="flex gap-2">
            <Button onClick={retry}>Try again</Button>
            <Link
              className="self-center font-medium text-accent-text hover:underline"
              href={`/jobs/${encodeURIComponent(jobId)}`}
            >
              Go to the import
            </Link>
          </span>
        }
      >
        Nothing was sent.
      </Notice>
    </div>
  );
}
