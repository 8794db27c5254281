import { CircleAlert, CircleCheck, Hand, LoaderCircle, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { mostCounted } from "@/lib/api-contract/jobs";
import type { Overview } from "@/lib/api-contract/overview";
import { count, number } from "@/lib/wording/counts";
import { shownStatus } from "@/lib/wording/jobs";
import { sentOf, sumOfDays } from "@/lib/wording/overview";
import { Skeleton } from "../ui/skeleton";

interface TileProps {
  icon: LucideIcon;
  tone: string;
  name: string;
  /** `undefined` until it is known. */
  value: string | undefined;
  detail: string;
  href: "/jobs" | `/jobs?show=${string}`;
}

function Tile({ icon: Icon, tone, name, value, detail, href }: TileProps) {
  return (
    <Link
      href={href}
      className="grid content-start gap-1.5 px-4.5 py-3.5 outline-none hover:bg-hover focus-visible:rounded-2 focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
    >
      <span className={`flex items-center gap-1.5 font-medium ${tone}`}>
        <Icon className="size-3.5" />
        {name}
      </span>
      <span className="figures text-28 font-say tracking-[-0.025em]">
        {value ?? <Skeleton width="w-12" height="h-8" />}
      </span>
      <span className="text-12 text-ink-2">{detail}</span>
    </Link>
  );
}

const counted = (value: number | undefined) =>
  value === undefined ? undefined : value >= mostCounted ? `${number(mostCounted - 1)}+` : number(value);

/** What is wrong is coloured; nothing wrong is grey, not green. */
const toneOf = (value: number | undefined, tone: string) => ((value ?? 0) > 0 ? tone : "text-ink-2");

/** Four figures, each the way to the imports behind it. */
export function Tiles({ data }: { data: Overview | undefined }) {
  const counts = data?.counts;
  const rows = sumOfDays(data?.connections.flatMap(({ days }) => days) ?? []);
  // Red is for what is known to have failed.
  const isDoubt = (data?.open ?? []).every((job) => shownStatus(job) === "unknown");
  const isClean = rows.failed === 0 && rows.unknown === 0;
  return (
    <div className="mb-4 grid overflow-hidden rounded-3 border border-line-strong bg-surface max-lg:divide-y max-lg:divide-line sm:grid-cols-2 lg:grid-cols-4 lg:divide-x lg:divide-line">
      <Tile
        icon={Hand}
        tone={toneOf(counts?.needsYou, "text-unsure-text")}
        name="Needs you"
        value={counted(counts?.needsYou)}
        detail={counts?.needsYou === 0 ? "nothing waits for anybody" : "only a person brings them on"}
        href="/jobs?show=needs_you"
      />
      <Tile
        icon={LoaderCircle}
        tone={toneOf(counts?.running, "text-accent-text")}
        name="Under way"
        value={counted(counts?.running)}
        detail={counts?.running === 0 ? "nothing runs" : "paused ones among them"}
        href="/jobs?show=running"
      />
      <Tile
        icon={CircleAlert}
        tone={toneOf(counts?.open, isDoubt ? "text-unsure-text" : "text-failed-text")}
        name="Imports with open rows"
        value={counted(counts?.open)}
        detail={counts?.open === 0 ? "no import has any" : "their rows are left to somebody"}
        href="/jobs?show=open"
      />
      <Tile
        icon={CircleCheck}
        tone={isClean ? toneOf(rows.done, "text-done-text") : "text-ink-2"}
        name="Rows done in 14 days"
        value={data ? number(rows.done) : undefined}
        detail={data ? doneDetail(rows) : ""}
        href="/jobs"
      />
    </div>
  );
}

function doneDetail(rows: ReturnType<typeof sumOfDays>): string {
  const left = [
    ...(rows.failed > 0 ? [`${number(rows.failed)} failed`] : []),
    ...(rows.unknown > 0 ? [`${number(rows.unknown)} not confirmed`] : []),
  ];
  if (sentOf(rows) === 0) return "none were sent";
  return left.length === 0
    ? `of ${count(sentOf(rows), "row")} sent`
    : `of ${number(sentOf(rows))} sent; ${left.join(", ")}`;
}
