"use client";
import { Wrench } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { Job } from "@/lib/api-contract/jobs";
import { assumedWords } from "@/lib/wording/corrections";
import { count, number } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { fixAddress, fixableRows } from "./fixable";
import { SettleDialog } from "./settle-dialog";

const link = "rounded-1 font-medium text-accent-text hover:underline";

function kindsOf({ family: { places } }: Job): string {
  const kinds = [
    [places.failed, "failed"],
    [places.keptBack, "kept back"],
    [places.notTried, "not tried"],
    [places.unknown, "not confirmed"],
  ] as const;
  return kinds
    .filter(([rows]) => rows > 0)
    .map(([rows, word]) => `${number(rows)} ${word}`)
    .join(", ");
}

/** The rows that are left to somebody, and the ways on: put right and sent again, or settled without sending. */
export function FixPanel({ job }: { job: Job }) {
  const [settling, setSettling] = useState(false);
  const { family } = job;
  const { unknown } = family.places;
  const fixable = fixableRows(job);
  if (family.open === 0 || family.places.underWay + family.places.toSend > 0) return null;
  const several = family.imports.length > 1;
  // Nothing was said of rows whose turn never came; of those that are open only the failed ones were sent.
  const neverTried = fixable === family.places.notTried;
  const stayedHere = family.places.failed === 0;
  const one = fixable === 1;
  return (
    <Panel title="Rows left to you" note={kindsOf(job)}>
      <div className="grid gap-1.5 px-4.5 py-3.5">
        {fixable > 0 ? (
          <p>
            {one ? "One row opens" : `${number(fixable)} rows open`} in the grid as{" "}
            {one ? "it was" : "they were"}{" "}
            {neverTried
              ? "to be sent"
              : `${stayedHere ? "at Check" : "sent"}, with the reasons beside ${one ? "it" : "them"}`}
            {several ? `, from import ${number(family.root.number)} and its corrections` : ""}. What you do
            not send then stays here.
          </p>
        ) : null}
        {job.assumedRows > 0 && family.places.failed > 0 ? (
          <p className="text-unsure-text">{assumedWords(job.connectionName)}</p>
        ) : null}
        {unknown > 0 ? (
          <p className="text-ink-2">
            {count(unknown, "row")} may be in {job.connectionName} already
            {fixable > 0 ? ` and ${unknown === 1 ? "is" : "are"} not among these` : null}. Look for{" "}
            {unknown === 1 ? "it" : "them"} first; or{" "}
            <Link className={link} href={fixAddress(job, { outcomes: "failed,kept_back,not_tried,unknown" })}>
              take {unknown === 1 ? "it" : "them"} along
            </Link>
            , and each that did arrive exists twice.
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line bg-sunken px-4.5 py-3">
        {fixable > 0 ? (
          <LinkButton href={fixAddress(job)} variant="primary" icon={Wrench}>
            {neverTried
              ? `Open and send ${count(fixable, "row")}`
              : `Fix and send ${count(fixable, "row")}${stayedHere ? "" : " again"}`}
          </LinkButton>
        ) : null}
        <Button onClick={() => setSettling(true)}>Settle without sending…</Button>
      </div>
      {settling ? <SettleDialog job={job} onClose={() => setSettling(false)} /> : null}
    </Panel>
  );
}
