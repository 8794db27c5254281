"use client";
import { Circle, CircleCheck, CircleDot } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { type Step, steps } from "@/lib/import-draft";

export const stepNames: Record<Step, string> = {
  where: "Where to",
  file: "File",
  map: "Map",
  check: "Check",
  send: "Send",
};

interface StepBarProps {
  at: Step;
  reached: Step;
  /** What was decided at each step. */
  decided: Record<Step, string>;
  /** While rows are being sent nothing can be changed. */
  locked: boolean;
  onStep: (step: Step) => void;
}

/** All five steps, always: what each is about, what was decided there, and the way back to it. */
export function StepBar({ at, reached, decided, locked, onStep }: StepBarProps) {
  return (
    <nav
      aria-label="Steps"
      className="border-y border-line-strong bg-surface max-md:sticky max-md:top-0 max-md:z-20"
    >
      <ol className="grid h-(--stepbar) grid-cols-[1.18fr_1.25fr_1fr_1fr_0.9fr]">
        {steps.map((step) => (
          <li key={step} className="min-w-0 border-r border-line last:border-r-0">
            <StepCell
              step={step}
              state={stateOf(step, at, reached)}
              decided={decided[step]}
              locked={locked}
              onStep={onStep}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

type CellState = "current" | "done" | "open";

function stateOf(step: Step, at: Step, reached: Step): CellState {
  if (step === at) return "current";
  return steps.indexOf(step) <= steps.indexOf(reached) ? "done" : "open";
}

const icons = { current: CircleDot, done: CircleCheck, open: Circle } as const;
const iconColors = { current: "text-accent-text", done: "text-done-text", open: "text-ink-3" } as const;
const nameLooks = {
  current: "font-strong text-accent-text",
  done: "font-strong",
  open: "font-medium text-ink-3",
} as const;

function StepCell(props: {
  step: Step;
  state: CellState;
  decided: string;
  locked: boolean;
  onStep: (step: Step) => void;
}) {
  const { step, state, decided, locked, onStep } = props;
  const Icon = icons[state];
  return (
    <button
      type="button"
      disabled={state === "open" || locked}
      aria-label={`Step ${steps.indexOf(step) + 1}, ${stepNames[step]}: ${decided}${state === "done" ? ", done" : ""}`}
      aria-current={state === "current" ? "step" : undefined}
      onClick={() => {
        if (state === "done") onStep(step);
      }}
      className={classNames(
        "relative grid size-full grid-cols-[1.125rem_minmax(0,1fr)_auto] content-center gap-x-2.25 px-3.5 text-left -outline-offset-2 max-md:px-2",
        step === "where" && "wide:pl-6",
        state === "done" && !locked && "group/step hover:bg-hover",
        state === "current" &&
          "cursor-default after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:bg-accent",
      )}
    >
      <Icon
        className={`row-span-2 mt-0.5 size-4 max-md:row-span-1 max-md:mt-0 ${iconColors[state]}`}
        aria-hidden
      />
      <span className={`truncate leading-4.5 ${nameLooks[state]}`}>{stepNames[step]}</span>
      {state === "done" && !locked ? (
        <span className="row-span-2 self-center text-12 font-medium text-accent-text underline-offset-2 group-hover/step:underline max-lg:hidden">
          change
        </span>
      ) : null}
      <span
        className="col-start-2 row-start-2 truncate text-12 leading-4 text-ink-3 max-md:hidden"
        title={decided}
      >
        {decided}
      </span>
    </button>
  );
}
