import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { Step } from "@/lib/mapping/step";
import { newStep, stepKinds, stepNames } from "./new-step";
import { StepFields } from "./step-fields";

/** The changes of a field, in the order they are made. */
export function StepList(props: {
  steps: readonly Step[];
  field: Field;
  facts: ColumnFacts | null;
  onChange: (steps: Step[]) => void;
}) {
  const { steps, field, facts, onChange } = props;
  const list = useRef<HTMLOListElement>(null);
  const replace = (at: number, ...by: Step[]) => onChange(steps.toSpliced(at, 1, ...by));
  const move = (at: number, to: number) => {
    const step = steps[at];
    if (step) onChange(steps.toSpliced(at, 1).toSpliced(to, 0, step));
  };
  const remove = (at: number) => {
    replace(at);
    // The button that was pressed goes; the focus stays near.
    list.current?.parentElement?.querySelector<HTMLElement>("[data-add-step]")?.focus();
  };
  const fills = steps.some(({ kind }) => kind === "fill_above");
  return (
    <div>
      <ol ref={list} className="grid gap-1.5">
        {[...steps.entries()].map(([at, step]) => (
          <li key={at} className="rounded-2 border border-line-strong bg-surface px-3 pt-1.5 pb-2.5">
            <div className="mb-1 flex items-center gap-1">
              <span className="mr-auto font-medium">
                <span className="figures mr-1.5 text-ink-3">{at + 1}</span>
                {stepNames[step.kind]}
              </span>
              {at > 0 ? (
                <IconButton
                  name={`Do ${stepNames[step.kind]} earlier`}
                  icon={ArrowUp}
                  size="sm"
                  onClick={() => move(at, at - 1)}
                />
              ) : null}
              {at < steps.length - 1 ? (
                <IconButton
                  name={`Do ${stepNames[step.kind]} later`}
                  icon={ArrowDown}
                  size="sm"
                  onClick={() => move(at, at + 1)}
                />
              ) : null}
              <IconButton
                name={`Take ${stepNames[step.kind]} away`}
                icon={X}
                size="sm"
                onClick={() => remove(at)}
              />
            </div>
            <fieldset className="flex flex-wrap items-start gap-x-3 gap-y-2">
              <legend className="sr-only">{stepNames[step.kind]}</legend>
              <StepFields step={step} onChange={(changed) => replace(at, changed)} />
            </fieldset>
          </li>
        ))}
      </ol>
      <div className={steps.length > 0 ? "mt-2" : undefined}>
        <Menu
          trigger={
            <Button size="sm" icon={Plus} data-add-step>
              Add a change
            </Button>
          }
          sections={[
            {
              kind: "actions",
              items: stepKinds
                .filter((kind) => kind !== "fill_above" || !fills)
                .map((kind) => ({
                  key: kind,
                  label: stepNames[kind],
                  onSelect: () => onChange([...steps, newStep(kind, field, facts)]),
                })),
            },
          ]}
        />
      </div>
    </div>
  );
}
