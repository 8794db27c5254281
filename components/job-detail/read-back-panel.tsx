"use client";
import { Search } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import type { Job } from "@/lib/api-contract/jobs";
import {
  mostReadBack,
  type ReadBack,
  type ReadBackRequest,
  someReadBack,
} from "@/lib/api-contract/read-back";
import { hasEnded } from "@/lib/api-contract/status";
import { count } from "@/lib/wording/counts";
import { callsWords, searchWords } from "@/lib/wording/read-back";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { Radios } from "../ui/radios";
import { Skeleton } from "../ui/skeleton";
import { shareWords } from "./lookup-box";
import { ReadBackResult } from "./read-back-result";
import { useReadBack } from "./use-read-back";

type Rows = ReadBackRequest["rows"];

/** What will be asked and what it costs, said before it is done. */
function ReadBackForm(props: {
  job: Job;
  about: ReadBack;
  busy: boolean;
  onLook: (wish: ReadBackRequest) => void;
  onStop: () => void;
}) {
  const { job, about, busy, onLook, onStop } = props;
  const [first] = about.fields;
  const [chosen, setChosen] = useState<string | null>(null);
  const [rows, setRows] = useState<Rows>(about.rows > someReadBack ? "some" : "all");
  const field = chosen ?? about.progress?.field ?? first?.path ?? null;
  const asked = Math.min(about.rows, rows === "some" ? someReadBack : mostReadBack);
  const allWords =
    about.rows > mostReadBack
      ? `${count(mostReadBack, "row")}, spread over the import`
      : `All ${count(about.rows, "row")}`;
  return (
    <div className="grid gap-3.5">
      <div className="w-96 max-w-full">
        <Combobox
          label="Field to look by"
          value={field}
          onChange={setChosen}
          disabled={busy}
          options={about.fields.map(({ path, filled, distinct }) => ({
            value: path,
            label: path,
            detail: shareWords(filled, distinct),
            group: path === first?.path ? "Tells the rows apart best" : "Other fields",
          }))}
        />
      </div>
      {about.rows > someReadBack ? (
        <Radios
          legend="How many"
          value={rows}
          onChange={setRows}
          options={[
            {
              value: "some",
              title: `${count(someReadBack, "row")}, spread over the import`,
              consequence: callsWords(someReadBack),
            },
            {
              value: "all",
              title: allWords,
              consequence: callsWords(Math.min(about.rows, mostReadBack)),
            },
          ]}
        />
      ) : null}
      <p className="text-12 text-ink-2">
        {about.rows > someReadBack ? null : `${callsWords(about.rows)} `}
        {searchWords(about.search, job.connectionName)} It only reads: nothing in {job.connectionName} is
        changed, and nothing here is either.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={Search}
          busy={busy}
          disabled={field === null || about.rows === 0}
          onClick={() => field !== null && onLook({ field, rows, anew: true })}
        >
          {`Look for ${count(asked, "row")} in ${job.connectionName}`}
        </Button>
        {busy ? (
          <Button variant="quiet" onClick={onStop}>
            Stop looking
          </Button>
        ) : null}
        {!busy && about.progress && about.progress.left > 0 ? (
          <Button
            variant="quiet"
            onClick={() => onLook({ field: about.progress?.field ?? "", rows, anew: false })}
          >
            Go on with {count(about.progress.left, "row")} not looked for yet
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Opened({ job, now, state }: { job: Job; now: Date; state: ReturnType<typeof useReadBack> }) {
  const { about, progress, look, stop, busy, error } = state;
  if (about.error && !about.data)
    return (
      <Notice tone="failed" title="This cannot be checked now." id={requestIdOf(about.error)}>
        {about.error.message} Nothing was asked.
      </Notice>
    );
  if (!about.data) return <Skeleton width="w-full" height="h-32" />;
  if (about.data.search.works !== true)
    return (
      <p>
        {searchWords(about.data.search, job.connectionName)}{" "}
        <Link
          className="rounded-1 font-medium text-accent-text hover:underline"
          href={`/connections/${encodeURIComponent(job.connectionId)}`}
        >
          What is known of this connection
        </Link>
      </p>
    );
  return (
    <>
      <ReadBackForm job={job} about={about.data} busy={busy} onLook={look} onStop={stop} />
      {error ? (
        <Notice tone="failed" title="Not all rows could be looked for." id={requestIdOf(error)}>
          {error.message} What was seen is kept; looking again goes on from there.
        </Notice>
      ) : null}
      {progress ? <ReadBackResult job={job} progress={progress} now={now} /> : null}
    </>
  );
}

/** Rows that are done, read back out of the connected system: whether each is there as it was sent. */
export function ReadBackPanel({ job, now }: { job: Job; now: Date }) {
  const [isOpen, setOpen] = useState(false);
  const state = useReadBack(job.id, isOpen);
  if (!hasEnded(job.status) || job.rows.succeeded === 0) return null;
  return (
    <Panel title={`Check in ${job.connectionName}`}>
      <div className="grid gap-3.5 px-4.5 py-3.5">
        <p className="text-ink-2">
          {count(job.rows.succeeded, "row")} {job.rows.succeeded === 1 ? "is" : "are"} done, as{" "}
          {job.connectionName} said. They can be read back to see whether each is there as it was sent.
        </p>
        {isOpen ? (
          <Opened job={job} now={now} state={state} />
        ) : (
          <div>
            <Button icon={Search} onClick={() => setOpen(true)}>
              {`Check in ${job.connectionName}…`}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
