import type { ToldRefusal } from "@/lib/checks/earlier-refusal";
import type { IssueKind } from "@/lib/checks/issue";
import { count } from "@/lib/wording/counts";
import { fullTime, shortDay } from "@/lib/wording/times";
import { Time } from "../ui/time";

/** Under a kind of issue so many refusals are told of. */
const mostTold = 3;

/** Whom rows of a kind look like, once for each refusal they were found by. */
export function RefusedKind({ kind }: { kind: IssueKind }) {
  const told = kind.first.flatMap(({ refusal }) => refusal ?? []);
  const differing = [...new Map(told.map((one) => [JSON.stringify(one), one])).values()];
  if (differing.length === 0) return null;
  const rows = differing.length === 1 ? count(kind.count, "row") : "Some";
  return (
    <div className="mb-1.5 ml-8.25 grid gap-1.5 pr-2">
      {differing.slice(0, mostTold).map((refusal) => (
        <div key={JSON.stringify(refusal)} className="text-12 leading-4 text-ink-2 wrap-anywhere">
          <p>
            {rows} {rows === "1 row" ? "looks" : "look"} like those {refusal.by} refused on{" "}
            <Moment at={refusal.at} />: {refusal.signature}
          </p>
          <RefusalNote refusal={refusal} />
        </div>
      ))}
    </div>
  );
}

/** What somebody of the team wrote about a refusal, and the import it was in, beside the one that is prepared. */
export function RefusalNote({ refusal: { hint, job } }: { refusal: ToldRefusal }) {
  return (
    <>
      {hint === null ? null : (
        <p className="mt-1 text-12 leading-4 wrap-anywhere">
          <span className="font-medium text-ink">{hint.text}</span>{" "}
          <span className="whitespace-nowrap text-ink-3">
            {hint.by}, <Moment at={hint.at} />
          </span>
        </p>
      )}
      <p className="mt-1 text-12 leading-4 text-ink-3">
        <a
          href={`/jobs/${encodeURIComponent(job.id)}`}
          target="_blank"
          rel="noreferrer"
          className="rounded-1 font-medium text-accent-text hover:underline"
        >
          Import {job.number} <span className="sr-only">in a new tab</span>
        </a>{" "}
        by {job.by}
      </p>
    </>
  );
}

const Moment = ({ at }: { at: string }) => (
  <Time at={at} short={shortDay(at, new Date())} full={fullTime(at)} />
);
