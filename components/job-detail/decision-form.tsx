"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { decide } from "@/lib/api-client/decisions";
import { jobQuery } from "@/lib/api-client/jobs";
import type { Decision, Part } from "@/lib/api-contract/decisions";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { count } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Radios } from "../ui/radios";
import { ArrivedAs } from "./arrived-as";
import { LookupBox } from "./lookup-box";
import { WhyField } from "./why-field";

type Choice = Decision["choice"];

/** What each way out means, in words; the safest first. */
function optionsFor(job: Job, batch: Batch) {
  const place = job.connectionName;
  const rows = count(batch.lastRow - batch.firstRow + 1, "row");
  const later = job.batches.some(({ status }) => status === "planned");
  return [
    {
      value: "take_lookup" as const,
      title: `Look for the ${rows} in ${place}`,
      consequence:
        "Changes nothing there. Rows that are found count as done; only those that are not can be sent again.",
    },
    {
      value: "arrived" as const,
      title: "It arrived, as a bulk job I name",
      consequence: "Hubload checks that Open Connectors knows the job, and follows it to its end.",
    },
    {
      value: "drop" as const,
      title: "Leave it as it is",
      consequence: `The ${rows} stay not confirmed.${later ? " The parts after it are not sent by this." : ""}`,
    },
    {
      value: "send_again" as const,
      title: `Send the ${rows} again`,
      consequence: `If they did arrive, each of them is in ${place} twice.`,
    },
  ];
}

function verbOf(choice: Choice, job: Job, part: Part): string {
  if (choice === "arrived") return "Follow this bulk job";
  if (choice === "drop") return "Leave it as it is";
  if (choice === "send_again") return `Send ${count(part.unknown, "row")} again to ${job.connectionName}`;
  return `Count ${count(part.lookup?.found ?? 0, "row")} as done`;
}

/** The ways out of a question, each with what follows from it, and the reason that goes into the trail. */
export function DecisionForm({ job, batch, part, now }: { job: Job; batch: Batch; part: Part; now: Date }) {
  const client = useQueryClient();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [reason, setReason] = useState("");
  const [bulkJobId, setBulkJobId] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: (decision: Decision) => decide(job.id, batch.index, decision),
    onSuccess: (decided) => client.setQueryData(jobQuery(job.id).queryKey, decided),
    onError: () => client.invalidateQueries({ queryKey: jobQuery(job.id).queryKey }),
  });
  const attempt = part.attempts.at(-1)?.number ?? 1;
  const isReady =
    choice !== null &&
    reason.trim() !== "" &&
    (choice !== "arrived" || bulkJobId.trim() !== "") &&
    (choice !== "take_lookup" || part.lookup?.done === true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || choice === null) return;
    if (choice === "arrived") mutate({ choice, attempt, reason, bulkJobId: bulkJobId.trim() });
    else mutate({ choice, attempt, reason });
  };
  return (
    <form className="grid gap-3.5" onSubmit={submit}>
      <Radios
        legend="What shall be done?"
        hideLegend
        value={choice}
        onChange={setChoice}
        options={optionsFor(job, batch)}
      />
      {choice === "take_lookup" ? <LookupBox job={job} part={part} /> : null}
      {choice === "arrived" ? (
        <ArrivedAs part={part} now={now} value={bulkJobId} onChange={setBulkJobId} />
      ) : null}
      {choice === null ? null : (
        <WhyField value={reason} onChange={setReason}>
          <Button type="submit" variant="primary" busy={isPending} disabled={!isReady}>
            {verbOf(choice, job, part)}
          </Button>
        </WhyField>
      )}
      {error ? (
        <Notice tone="failed" title="This was not decided by you." id={requestIdOf(error)}>
          {error.message}
        </Notice>
      ) : null}
    </form>
  );
}
