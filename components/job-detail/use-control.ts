"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { allJobs, controlJob, shownJob } from "@/lib/api-client/jobs";
import type { Control } from "@/lib/api-contract/controls";
import type { Job } from "@/lib/api-contract/jobs";

/** Does something with an import, for the hold that is shown. Whatever the answer, the page then shows how it stands. */
export function useControl(job: Job, onDone?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (control: Control) =>
      controlJob(job.id, control, job.hold === null ? {} : { hold: job.hold.number }),
    onSuccess: (answer) => {
      queries.setQueryData(shownJob(job.id), answer);
      onDone?.();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: allJobs }),
  });
}
