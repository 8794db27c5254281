"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { writeHint } from "@/lib/api-client/families";
import type { Job } from "@/lib/api-contract/jobs";
import type { FailureReason } from "@/lib/api-contract/reasons";
import { fullTime, shortDay } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { TextField } from "../ui/text-field";
import { Time } from "../ui/time";

interface HintProps {
  job: Job;
  reason: FailureReason;
}

/** What the team wrote about a reason, whichever import it was in, and the way to write it. */
export function TeamHint({ job, reason }: HintProps) {
  const [isWriting, setWriting] = useState(false);
  const { hint } = reason;
  if (isWriting) return <HintForm job={job} reason={reason} onEnd={() => setWriting(false)} />;
  return (
    <div className="flex items-baseline gap-3 pr-4 pb-1.5 pl-10">
      {hint === null ? null : (
        <p className="min-w-0 wrap-anywhere">
          {hint.text}{" "}
          <span className="text-12 whitespace-nowrap text-ink-2">
            {hint.by}, <Time at={hint.at} short={shortDay(hint.at, new Date())} full={fullTime(hint.at)} />
          </span>
        </p>
      )}
      <Button variant="quiet" size="sm" onClick={() => setWriting(true)}>
        {hint === null ? "Write a hint for the next time" : "Change the hint"}
      </Button>
    </div>
  );
}

function HintForm({ job, reason, onEnd }: HintProps & { onEnd: () => void }) {
  const { hint } = reason;
  const [text, setText] = useState(hint?.text ?? "");
  const client = useQueryClient();
  const reread = () => client.invalidateQueries({ queryKey: ["jobs", "reasons", job.id] });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => writeHint(job.id, reason.id, { text, instead: hint?.at ?? null }),
    onSuccess: async () => {
      await reread();
      onEnd();
    },
    // Somebody else may have written: what stands there now is shown with it.
    onError: () => reread(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const isRemoval = text.trim() === "" && hint !== null;
  return (
    <form onSubmit={submit} className="grid gap-3 py-2 pr-4 pl-10">
      {error ? (
        <Notice tone="failed" title={error.message} id={requestIdOf(error)}>
          {hint === null ? "Nothing was written." : `Nothing was changed. It says now: ${hint.text}`}
        </Notice>
      ) : null}
      <TextField
        label="Hint for whoever meets this next"
        help={`Stands here, and at Check when rows look like these, for ${job.connectionName}. With your name.`}
        value={text}
        maxLength={500}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" size="sm" busy={isPending} disabled={text.trim() === (hint?.text ?? "")}>
          {isRemoval ? "Remove the hint" : "Save the hint"}
        </Button>
        <Button variant="quiet" size="sm" onClick={onEnd}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
