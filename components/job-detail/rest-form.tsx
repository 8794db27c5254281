"use client";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { sendAgain } from "@/lib/api-client/decisions";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { count } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { fixAddress } from "./fixable";
import { WhyField } from "./why-field";

/** Sends the rows that were looked for and are not there, in an import of their own. */
export function RestForm({ job, batch, rows }: { job: Job; batch: Batch; rows: number }) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  // One key for one wish: a second press, or a try after a lost answer, gives the same import.
  const [key] = useState(() => crypto.randomUUID());
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      sendAgain(
        job.id,
        { select: { kind: "not_found", batchIndex: batch.index }, reason: reason.trim() },
        key,
      ),
    onSuccess: (child) => router.push(`/jobs/${encodeURIComponent(child.id)}`),
  });
  return (
    <form
      className="grid gap-3 rounded-2 border border-line-strong px-3.5 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") mutate();
      }}
    >
      <p>
        <span className="font-medium">
          {count(rows, "row")} {rows === 1 ? "was" : "were"} looked for and {rows === 1 ? "is" : "are"} not in{" "}
          {job.connectionName}.
        </span>{" "}
        {rows === 1 ? "It" : "They"} can be sent alone as {rows === 1 ? "it is" : "they are"}, as an import of{" "}
        {rows === 1 ? "its" : "their"} own with the same fields and options; or{" "}
        <Link
          className="rounded-1 font-medium text-accent-text hover:underline"
          href={fixAddress(job, { outcomes: "not_found" })}
        >
          open {rows === 1 ? "it" : "them"} in the grid
        </Link>{" "}
        and put {rows === 1 ? "it" : "them"} right first.
      </p>
      <WhyField value={reason} onChange={setReason} help="Stands in both imports' history with your name.">
        <Button type="submit" variant="primary" busy={isPending} disabled={reason.trim() === ""}>
          {`Send ${count(rows, "row")} to ${job.connectionName}`}
        </Button>
      </WhyField>
      {error ? (
        <Notice tone="failed" title="Nothing was sent by you.">
          {error.message}
        </Notice>
      ) : null}
    </form>
  );
}
