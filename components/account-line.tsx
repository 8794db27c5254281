import type { JobSummary } from "@/lib/api-contract/jobs";
import { shownPlaces } from "@/lib/family";
import { classNames } from "./ui/class-names";

export type AccountKind =
  | "done"
  | "settled"
  | "excluded"
  | "again"
  | "running"
  | "unsure"
  | "failed"
  | "held"
  | "idle";

/** Rows that share a fate. `label` are its words after the number: "9 failed". */
export interface AccountSegment {
  kind: AccountKind;
  count: number;
  label: string;
}

const bars: Record<AccountKind, string> = {
  done: "bar-done",
  settled: "bar-settled",
  excluded: "bar-excluded",
  again: "bar-settled",
  running: "bar-running",
  unsure: "bar-unsure",
  failed: "bar-failed",
  held: "bar-held",
  idle: "bar-idle",
};

/** What an account is made from; every `JobSummary` fits. Without its family, an import stands for itself. */
export type Accounted = Pick<JobSummary, "rows" | "status"> & Partial<Pick<JobSummary, "id" | "family">>;

/**
 * The rows of a file by what became of them, in the fixed order of the account line: accounted for first, open after,
 * untouched last. The sum is every row of the file, wherever in the family of the import it is now.
 * Once somebody has to decide, nothing is "with the system" any more: what has no answer is not confirmed.
 */
export function accountOf(job: Accounted): AccountSegment[] {
  const places = shownPlaces(job);
  return [
    { kind: "done", count: places.succeeded, label: "done" },
    { kind: "settled", count: places.settled, label: "settled" },
    { kind: "excluded", count: places.excluded, label: "excluded" },
    { kind: "again", count: places.sentAgain, label: "sent again" },
    {
      kind: "running",
      count: Math.max(0, places.underWay),
      label: job.status === "sending" ? "on the way to the system" : "with the system now",
    },
    { kind: "unsure", count: places.unknown, label: "not confirmed" },
    { kind: "failed", count: places.failed, label: "failed" },
    { kind: "held", count: places.keptBack, label: "kept back" },
    { kind: "idle", count: places.notTried + places.toSend, label: "not tried" },
  ];
}

/** Rows of the file: the whole of the account line. */
export function wholeOf(segments: readonly AccountSegment[]): number {
  return segments.reduce((sum, segment) => sum + segment.count, 0);
}

const closed: readonly AccountKind[] = ["done", "settled", "excluded", "again"];

/** Rows with nothing left to do here: done, settled, excluded, gone on into another import. The file is accounted for when this is the whole. */
export function accountedFor(segments: readonly AccountSegment[]): number {
  return wholeOf(segments.filter((segment) => closed.includes(segment.kind)));
}

const number = new Intl.NumberFormat("en-GB");
const heights = { thin: "h-1.5", normal: "h-2", big: "h-3.5" } as const;

/** A bar whose segments add up to the whole. Never without numbers beside it; read aloud as the same numbers. */
export function AccountLine(props: { segments: readonly AccountSegment[]; size?: keyof typeof heights }) {
  const shown = props.segments.filter((segment) => segment.count > 0);
  const words = shown.map((segment) => `${number.format(segment.count)} ${segment.label}`).join(", ");
  return (
    <div
      role="img"
      aria-label={words || "no rows"}
      className={classNames("flex w-full gap-[1.5px]", heights[props.size ?? "normal"])}
    >
      {shown.map((segment) => (
        <span
          key={segment.kind}
          data-bar={segment.kind}
          style={{ flexGrow: segment.count }}
          className={classNames(
            "min-w-[3px] basis-0 rounded-[1px] transition-[flex-grow] duration-(--slow) first:rounded-l-1 last:rounded-r-1",
            bars[segment.kind],
          )}
        />
      ))}
    </div>
  );
}

/** The square that names a segment's pattern beside its words. */
export function AccountMark({ kind }: { kind: AccountKind }) {
  return (
    <span
      aria-hidden
      data-bar={kind}
      className={classNames("inline-block size-2.25 shrink-0 rounded-[2px]", bars[kind])}
    />
  );
}
