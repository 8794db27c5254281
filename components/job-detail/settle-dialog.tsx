"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settleRows } from "@/lib/api-client/families";
import { allJobs, shownJob } from "@/lib/api-client/jobs";
import type { SettleWay } from "@/lib/api-contract/family";
import type { Job } from "@/lib/api-contract/jobs";
import { rowsLeft } from "@/lib/wording/control";
import { count, number } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Radios } from "../ui/radios";
import { TextField } from "../ui/text-field";
import { ControlFailure } from "./control-failure";

type Outcome = "failed" | "kept_back" | "not_tried" | "unknown";

/** The kinds of open rows there are, and how many. */
function kindsOf(job: Job): { outcome: Outcome; rows: number; words: string }[] {
  const { failed, keptBack, notTried, unknown } = job.family.places;
  const kinds: { outcome: Outcome; rows: number; words: string }[] = [
    { outcome: "failed", rows: failed, words: "that failed" },
    { outcome: "kept_back", rows: keptBack, words: "kept back at Check" },
    { outcome: "not_tried", rows: rowsLeft(job) > 0 ? 0 : notTried, words: "not tried" },
    { outcome: "unknown", rows: unknown, words: "not confirmed" },
  ];
  return kinds.filter(({ rows }) => rows > 0);
}

/** Says of open rows that they are not sent: why, and for whom that is known. It can be taken back. */
export function SettleDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const queries = useQueryClient();
  const kinds = kindsOf(job);
  const [outcome, setOutcome] = useState<Outcome>(kinds[0]?.outcome ?? "failed");
  const [how, setHow] = useState<SettleWay>("elsewhere");
  const [note, setNote] = useState("");
  const rows = kinds.find((kind) => kind.outcome === outcome)?.rows ?? 0;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      settleRows(job.id, { select: { kind: "outcomes", outcomes: [outcome] }, how, note: note.trim() }),
    onSuccess: (answer) => {
      queries.setQueryData(shownJob(job.id), answer);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: allJobs }),
  });
  const isReady = note.trim() !== "";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Settle rows without sending"
      description="They count as accounted for from then on. This can be taken back."
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Leave them open
          </Button>
          <Button variant="primary" busy={isPending} disabled={!isReady} onClick={() => mutate()}>
            {`Settle ${count(rows, "row")}`}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isPending) mutate();
        }}
      >
        {kinds.length > 1 ? (
          <Radios
            legend="Which rows?"
            value={outcome}
            onChange={setOutcome}
            options={kinds.map((kind) => ({
              value: kind.outcome,
              title: `${number(kind.rows)} ${kind.words}`,
            }))}
          />
        ) : null}
        <Radios
          legend="Why?"
          value={how}
          onChange={setHow}
          options={[
            {
              value: "elsewhere",
              title: `Entered directly in ${job.connectionName}`,
              consequence: "Or anywhere else: the note says where.",
            },
            { value: "not_needed", title: "Not needed", consequence: "Nobody sends them any more." },
          ]}
        />
        <TextField
          label="Note"
          help="Stands in the import's history with your name."
          value={note}
          maxLength={1_000}
          onChange={(event) => setNote(event.target.value)}
        />
        <ControlFailure error={error} />
      </form>
    </Dialog>
  );
}
