"use client";
import { type ReactNode, useMemo } from "react";
import { Combobox } from "@/components/ui/combobox";
import type { Field } from "@/lib/api-contract/connections";
import { changeEntry, columnsOf, type MappingEntry } from "@/lib/mapping/mapping";
import { suggestSteps } from "@/lib/mapping/suggest-steps";
import { fieldName } from "@/lib/wording/fields";
import { useDoors } from "./board-doors";
import { ConstantEditor } from "./constant-editor";
import { JoinSection } from "./join-section";
import { StepList } from "./step-list";
import { SuggestedSteps } from "./suggested-steps";
import { targetOptions } from "./target-options";
import { TrialView } from "./trial-view";
import { ValueSection } from "./value-section";

/** Under a line: what is done to its values on the way, with real rows beside it. */
export function ChangeValues({ entry, field }: { entry: MappingEntry; field: Field }) {
  const { facts, onChange } = useDoors();
  const { source, steps = [] } = entry;
  const [first] = columnsOf(source);
  const own = source.kind === "column" && first !== undefined ? (facts?.[first] ?? null) : null;
  const change = (changes: Parameters<typeof changeEntry>[2]) =>
    onChange((mapping) => changeEntry(mapping, field.path, changes));
  const suggested = useMemo(
    () => (own === null ? [] : suggestSteps(own, field, entry.steps)),
    [own, field, entry.steps],
  );
  return (
    <div className="grid gap-x-8 gap-y-4 border-b border-line bg-sunken py-3 pr-4 pl-14 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
      <div className="grid min-w-0 content-start gap-4">
        {source.kind === "constant" ? (
          <Section title="Value in every row">
            <ConstantEditor
              value={source.value}
              field={field}
              onChange={(value) => change({ source: { kind: "constant", value } })}
            />
          </Section>
        ) : null}
        <Section title="Changes, in this order">
          <SuggestedSteps suggested={suggested} onTake={({ step }) => change({ steps: [...steps, step] })} />
          <StepList
            steps={steps}
            field={field}
            facts={own}
            onChange={(changed) => change({ steps: changed })}
          />
        </Section>
        {source.kind === "column" ? (
          <Section title="Values">
            <ValueSection entry={entry} field={field} facts={own} onChange={(values) => change({ values })} />
          </Section>
        ) : null}
        {first !== undefined ? (
          <Section title="Columns and fields">
            <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
              <JoinSection entry={entry} onChange={(changed) => change({ source: changed })} />
              {source.kind === "column" ? <AlsoTo column={first} /> : null}
            </div>
          </Section>
        ) : null}
      </div>
      <TrialView entry={entry} />
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1.5 text-12 font-strong">{title}</h2>
      {children}
    </section>
  );
}

/** One column may feed several fields. */
function AlsoTo({ column }: { column: number }) {
  const { fields, mapping, columns, onAddTarget } = useDoors();
  const options = useMemo(
    () => targetOptions(fields, mapping, columns).filter(({ taken }) => !taken),
    [fields, mapping, columns],
  );
  const label = columns[column]?.label ?? "";
  return (
    <div className="w-64">
      <Combobox
        label={`Send ${label} to another field too`}
        value={null}
        onChange={(path) => {
          if (path !== null) onAddTarget(column, path);
        }}
        options={options}
        placeholder="Choose a field…"
        searchPlaceholder="Search fields"
      />
    </div>
  );
}

/** What the line is called whose values are changed. */
export function lineName(entry: MappingEntry, field: Field, label: string | undefined): string {
  return entry.source.kind === "constant" || label === undefined
    ? fieldName(field)
    : `${label} for ${fieldName(field)}`;
}
