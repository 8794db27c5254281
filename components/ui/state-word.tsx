import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleSlash,
  CircleX,
  FileClock,
  Hand,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Spinner } from "./spinner";

export type Tone = "done" | "failed" | "unsure" | "held" | "idle" | "running";
type Look = { icon: LucideIcon; tone: Tone; word: string };

const toneText: Record<Tone, string> = {
  done: "text-done-text",
  failed: "text-failed-text",
  unsure: "text-unsure-text",
  held: "text-held-text",
  idle: "text-idle-text",
  running: "text-accent-text",
};

/** What can become of a job, of a part of it and of a row, and what a cell can be: one icon, one word, one colour each. */
const looks = {
  // jobs
  queued: { icon: CircleDashed, tone: "idle", word: "Waiting to start" },
  sending: { icon: LoaderCircle, tone: "running", word: "Running" },
  running: { icon: LoaderCircle, tone: "running", word: "Running" },
  paused: { icon: CirclePause, tone: "idle", word: "Paused" },
  cancelling: { icon: LoaderCircle, tone: "running", word: "Stopping" },
  needs_decision: { icon: Hand, tone: "unsure", word: "Needs a decision" },
  completed: { icon: CircleCheck, tone: "done", word: "Done" },
  completed_with_failures: { icon: CircleAlert, tone: "failed", word: "Done, with failed rows" },
  stopped: { icon: OctagonX, tone: "failed", word: "Stopped" },
  cancelled: { icon: CircleSlash, tone: "idle", word: "Cancelled" },
  rejected: { icon: OctagonX, tone: "failed", word: "Refused" },
  // parts of a job
  planned: { icon: CircleDashed, tone: "idle", word: "Not tried yet" },
  intended: { icon: LoaderCircle, tone: "running", word: "Getting ready" },
  started: { icon: LoaderCircle, tone: "running", word: "Being handed over" },
  errored: { icon: OctagonX, tone: "failed", word: "Stopped" },
  aborted: { icon: OctagonX, tone: "failed", word: "Stopped" },
  refused: { icon: OctagonX, tone: "failed", word: "Refused" },
  dropped: { icon: CircleDashed, tone: "idle", word: "Not tried" },
  decided: { icon: Hand, tone: "idle", word: "Decided" },
  // rows
  succeeded: { icon: CircleCheck, tone: "done", word: "Done" },
  settled: { icon: CircleCheck, tone: "done", word: "Settled" },
  failed: { icon: CircleX, tone: "failed", word: "Failed" },
  unknown: { icon: CircleHelp, tone: "unsure", word: "Not confirmed" },
  not_tried: { icon: CircleDashed, tone: "idle", word: "Not tried" },
  kept_back: { icon: CirclePause, tone: "held", word: "Kept back" },
  excluded: { icon: CircleSlash, tone: "idle", word: "Excluded" },
  // before sending
  ready: { icon: CircleCheck, tone: "done", word: "Ready" },
  error: { icon: CircleX, tone: "failed", word: "Error" },
  warning: { icon: TriangleAlert, tone: "unsure", word: "Warning" },
  unfinished: { icon: FileClock, tone: "idle", word: "Unfinished" },
} as const satisfies Record<string, Look>;

export type State = keyof typeof looks;

/** Green is `done`, red `failed`, amber `unsure`. */
export const stateTone = (state: State): Tone => looks[state].tone;

/** Icon, word and colour together, never colour alone. `children` are more exact words than the usual one. */
export function StateWord({
  state,
  small,
  children,
}: {
  state: State;
  small?: boolean;
  children?: ReactNode;
}) {
  const { icon: Icon, tone, word } = looks[state];
  const size = small ? "size-3" : "size-3.5";
  return (
    <span
      className={classNames(
        "inline-flex max-w-full items-center gap-1.5 font-medium",
        small && "text-12",
        toneText[tone],
      )}
    >
      {tone === "running" ? <Spinner className={size} /> : <Icon className={size} />}
      <span className="truncate" title={typeof children === "string" ? children : undefined}>
        {children ?? word}
      </span>
    </span>
  );
}
