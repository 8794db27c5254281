"use client";
import { useState } from "react";
import type { Job } from "@/lib/api-contract/jobs";
import { consequence } from "@/lib/wording/control";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Radios } from "../ui/radios";
import { ControlFailure } from "./control-failure";
import { useControl } from "./use-control";

type Choice = "pause" | "cancel";

/** The ways to stop that are open now, the safest first, each with what will happen. */
function choicesOf(job: Job) {
  const titles: Record<Choice, string> = {
    pause: job.batches.length === 1 ? "Wait before it is sent" : "Pause after the part under way",
    cancel: "Cancel the import",
  };
  return (["pause", "cancel"] as const)
    .filter((choice) => job.can.includes(choice))
    .map((value) => ({ value, title: titles[value], consequence: consequence(value, job) }));
}

function StopDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const choices = choicesOf(job);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const choice = choices.find(({ value }) => value === chosen) ?? choices[0];
  const { mutate, isPending, error } = useControl(job, onClose);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Stop this import?"
      description="Until you choose, it goes on."
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Let it go on
          </Button>
          <Button
            variant="primary"
            busy={isPending}
            disabled={!choice}
            onClick={() => choice && mutate(choice.value)}
          >
            {choice?.value === "cancel" ? "Cancel the import" : "Pause the import"}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {choices.length === 0 ? (
          <p>It cannot be stopped any more: it has moved on since you opened this.</p>
        ) : choices.length === 1 ? (
          <p>{choice?.consequence}</p>
        ) : (
          <Radios
            legend="How it stops"
            hideLegend
            value={choice?.value ?? null}
            onChange={setChosen}
            options={choices}
          />
        )}
        <ControlFailure error={error} />
      </div>
    </Dialog>
  );
}

/** Opens the question how an import that moves is to stop. */
export function StopButton({ job }: { job: Job }) {
  const [open, setOpen] = useState(false);
  const can = job.can.includes("pause") || job.can.includes("cancel");
  return (
    <>
      {can ? <Button onClick={() => setOpen(true)}>Stop…</Button> : null}
      {open ? <StopDialog job={job} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
