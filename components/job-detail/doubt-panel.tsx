"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { decide, partQuery } from "@/lib/api-client/decisions";
import { jobQuery } from "@/lib/api-client/jobs";
import type { Part } from "@/lib/api-contract/decisions";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { count, number } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { LookupBox } from "./lookup-box";
import { RestForm } from "./rest-form";
import { WhyField } from "./why-field";

/** What was found becomes known, with a reason, by a person. */
function TakeLookup({ job, part }: { job: Job; part: Part }) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      decide(job.id, part.index, {
        choice: "take_lookup",
        attempt: part.attempts.at(-1)?.number ?? 1,
        reason: reason.trim(),
      }),
    onSuccess: async (decided) => {
      client.setQueryData(jobQuery(job.id).queryKey, decided);
      await client.invalidateQueries({ queryKey: ["jobs", "part", job.id] });
    },
  });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") mutate();
      }}
    >
      <WhyField value={reason} onChange={setReason}>
        <Button type="submit" busy={isPending} disabled={reason.trim() === ""}>
          {`Count ${count(part.lookup?.found ?? 0, "row")} as done`}
        </Button>
      </WhyField>
      {error ? (
        <Notice tone="failed" title="Nothing was changed.">
          {error.message}
        </Notice>
      ) : null}
    </form>
  );
}

function Doubt({ job, batch }: { job: Job; batch: Batch }) {
  const { data: part } = useQuery(partQuery(job.id, batch.index, `${batch.status} ${batch.unknown}`));
  if (!part || (part.unknown === 0 && part.notFoundOpen === 0)) return null;
  const name = job.batches.length === 1 ? "" : ` of part ${number(batch.index + 1)}`;
  return (
    <Panel title={`Rows${name} nobody has confirmed`} note={count(part.unknown, "row")}>
      <div className="grid gap-3.5 px-4 py-3.5">
        {part.notFoundOpen > 0 ? <RestForm job={job} batch={batch} rows={part.notFoundOpen} /> : null}
        <p className="text-ink-2">
          {part.lookupTaken && part.lookup === null
            ? `${job.connectionName} can be asked once more, by the same field or by another one. That changes nothing there.`
            : `${job.connectionName} can be asked for each of these rows. That changes nothing there.`}
        </p>
        <LookupBox job={job} part={part} />
        {part.lookup?.done ? <TakeLookup job={job} part={part} /> : null}
      </div>
    </Panel>
  );
}

/** Parts that have ended and of which rows are not confirmed: they can be looked for, and only the rest sent again. */
export function DoubtPanel({ job }: { job: Job }) {
  return job.batches
    .filter(({ unknown, status }) => unknown > 0 && status !== "needs_decision" && status !== "unknown")
    .map((batch) => <Doubt key={batch.index} job={job} batch={batch} />);
}
