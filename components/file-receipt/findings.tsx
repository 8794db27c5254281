"use client";
import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { type Finding, isAsked } from "@/lib/csv/file-facts";
import type { ReadingOverrides } from "@/lib/csv/reading";
import { number } from "@/lib/wording/counts";
import { ChoiceCards } from "./choice-cards";

const looks = {
  error: { icon: CircleX, color: "text-failed-text", word: "Error" },
  warning: { icon: TriangleAlert, color: "text-unsure-text", word: "Worth a look" },
  note: { icon: Info, color: "text-ink-3", word: "Note" },
} as const;

const shownAtFirst = 6;
const weight = (finding: Finding) =>
  isAsked(finding) ? 0 : { error: 1, warning: 2, note: 3 }[finding.severity];

/** What a person should know about the file before mapping it, what is asked first. Nothing is changed in it. */
export function Findings(props: {
  findings: readonly Finding[];
  complete: boolean;
  /** Whether values are pointed out elsewhere. */
  hasAltered: boolean;
  onChange: (change: ReadingOverrides) => void;
}) {
  const { findings, complete, hasAltered, onChange } = props;
  const [all, setAll] = useState(false);
  const sorted = findings.toSorted((a, b) => weight(a) - weight(b));
  const shown = all ? sorted : sorted.slice(0, shownAtFirst);
  const more = sorted.length - shown.length;
  return (
    <Panel title="Worth a look before you map" aside="nothing was changed in your file">
      {findings.length === 0 ? (
        <p className="flex items-center gap-2.5 px-4 py-3 text-ink-2">
          {complete ? <CircleCheck className="size-4 text-done-text" /> : null}
          {complete
            ? `${hasAltered ? "" : "Nothing stands out. "}Every row has as many cells as there are columns.`
            : "Still reading."}
        </p>
      ) : (
        <ul>
          {shown.map((finding) => (
            <FindingLine key={`${finding.code} ${finding.message}`} finding={finding} onChange={onChange} />
          ))}
        </ul>
      )}
      {more > 0 ? (
        <div className="border-t border-line px-4 py-2">
          <Button size="sm" variant="quiet" onClick={() => setAll(true)}>
            Show {number(more)} more
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function FindingLine({
  finding,
  onChange,
}: {
  finding: Finding;
  onChange: (change: ReadingOverrides) => void;
}) {
  const { icon: Icon, color, word } = looks[finding.severity];
  const { choices = [] } = finding;
  const current = choices.findIndex((choice) => choice.current);
  return (
    <li className="flex gap-3 border-b border-line px-4 py-2.5 last:border-b-0">
      <Icon className={`mt-0.5 size-4 ${color}`} aria-label={word} />
      <div className="grid min-w-0 flex-1 gap-2">
        <p className="wrap-anywhere">{finding.message}</p>
        {choices.length > 1 ? (
          <ChoiceCards
            legend={finding.message}
            cards={choices}
            // What the evidence leaves open is asked; everything else shows how it is read now.
            chosen={isAsked(finding) ? null : current}
            onChoose={(index) => {
              const change = choices[index]?.change;
              if (change) onChange(change);
            }}
          />
        ) : null}
      </div>
    </li>
  );
}
