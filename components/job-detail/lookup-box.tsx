"use client";
import { Search } from "lucide-react";
import { useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import type { LookupProgress, Part } from "@/lib/api-contract/decisions";
import type { Job } from "@/lib/api-contract/jobs";
import { count, number } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Notice } from "../ui/notice";
import { useLookup } from "./use-lookup";

function Line({ words, rows, tone }: { words: string; rows: number; tone?: string }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line py-1.5 last:border-b-0">
      <dt>{words}</dt>
      <dd className={`figures font-medium ${tone ?? ""}`}>{number(rows)}</dd>
    </div>
  );
}

/** What was seen so far; said as what it is, for a record may have been there before. */
function Seen({ seen, place }: { seen: LookupProgress; place: string }) {
  const looked = seen.found + seen.notFound + seen.several + seen.unchecked;
  return (
    <div aria-live="polite">
      <p className="mb-1 text-ink-2">
        {seen.done
          ? `All ${count(seen.total, "row")} were looked for by `
          : `${number(looked)} of ${count(seen.total, "row")} looked for by `}
        <span className="raw">{seen.field}</span>.
      </p>
      <dl className="max-w-120 rounded-2 border border-line-strong px-3">
        <Line words={`There is one such record in ${place}`} rows={seen.found} tone="text-done-text" />
        <Line words="There is none" rows={seen.notFound} />
        {seen.several > 0 ? (
          <Line
            words="Several have this value: stay not confirmed"
            rows={seen.several}
            tone="text-unsure-text"
          />
        ) : null}
        {seen.unchecked > 0 ? (
          <Line
            words="Nothing can be said: stay not confirmed"
            rows={seen.unchecked}
            tone="text-unsure-text"
          />
        ) : null}
      </dl>
      {seen.done && seen.found > 0 ? (
        <p className="mt-1.5 text-12 text-ink-2">
          A record that was in {place} before this import is found as well. Choose a field that is new with
          every import if you can.
        </p>
      ) : null}
    </div>
  );
}

/** Looks for the rows of a part in the system itself, by a field the person may choose. Nothing is changed by it. */
export function LookupBox({ job, part }: { job: Job; part: Part }) {
  const { look, busy, error, progress } = useLookup(job.id, part.index, part.lookup);
  const [chosen, setChosen] = useState<string | null>(null);
  const field = chosen ?? progress?.field ?? part.lookupFields[0]?.path ?? null;
  const isDone = progress?.done === true && progress.field === field;
  const [first] = part.lookupFields;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-96 max-w-full">
          <Combobox
            label="Field to look by"
            value={field}
            onChange={setChosen}
            disabled={busy}
            options={part.lookupFields.map(({ path, filled, distinct }) => ({
              value: path,
              label: path,
              detail: shareWords(filled, distinct),
              ...(path === first?.path ? { group: "Tells the rows apart best" } : { group: "Other fields" }),
            }))}
          />
        </div>
        <Button
          icon={Search}
          busy={busy}
          disabled={field === null}
          onClick={() => field !== null && look({ field, ...(isDone ? { anew: true } : {}) })}
        >
          {isDone ? "Look again" : `Look for ${count(part.unknown, "row")} in ${job.connectionName}`}
        </Button>
      </div>
      {error ? (
        <Notice tone="failed" title="The rows could not all be looked for." id={requestIdOf(error)}>
          {error.message} Nothing was changed. What was seen is kept; looking again goes on from there.
        </Notice>
      ) : null}
      {progress ? <Seen seen={progress} place={job.connectionName} /> : null}
    </div>
  );
}

/** "filled in 90 %, different in 80 %": how well a field tells rows apart. */
export function shareWords(filled: number, distinct: number): string {
  if (filled === 1 && distinct === 1) return "filled and different in every row";
  const part = (share: number) => `${Math.round(share * 100)} %`;
  return `filled in ${part(filled)}, different in ${part(distinct)}`;
}
