"use client";
import { useEffect, useState } from "react";
import { JobLoading } from "@/components/job-detail/job-not-shown";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";

/** Many times what the page of an import takes to come where nothing is wrong. */
const lateAfterMs = 4_000;

/**
 * Stands between the wizard and the page of the import, and looks as that does at first: the wizard is taken down in a task
 * of its own. Where the page does not come, the way to it is told.
 */
export function ToTheImport({ jobId }: { jobId: string }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), lateAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Page>
      {isLate ? (
        <div className="mb-6">
          <Notice tone="info" title="The import is accepted, and its page is slow to come.">
            It goes on without it.{" "}
            {/* A link of its own: the way of the application is the one that does not get there. */}
            <a className="font-medium text-accent-text hover:underline" href={`/jobs/${jobId}`}>
              Go to the import
            </a>
          </Notice>
        </div>
      ) : null}
      <JobLoading />
    </Page>
  );
}
