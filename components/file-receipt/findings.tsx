import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import type { Finding } from "@/lib/csv/file-facts";

const looks = {
  error: { icon: CircleX, color: "text-failed-text", word: "Error" },
  warning: { icon: TriangleAlert, color: "text-unsure-text", word: "Worth a look" },
  note: { icon: Info, color: "text-ink-3", word: "Note" },
} as const;

/** What a person should know about the file before mapping it. Nothing is changed in it. */
export function Findings({ findings, complete }: { findings: readonly Finding[]; complete: boolean }) {
  const nothing = complete
    ? "Nothing stands out. Every row has as many cells as there are columns."
    : "Still reading.";
  return (
    <Panel title="Worth a look before you map" aside="nothing was changed in your file">
      {findings.length === 0 ? (
        <p className="flex items-center gap-2.5 px-4 py-3 text-ink-2">
          {complete ? <CircleCheck className="size-4 text-done-text" /> : null}
          {nothing}
        </p>
      ) : (
        <ul>
          {findings.map((finding) => {
            const { icon: Icon, color, word } = looks[finding.severity];
            return (
              <li key={finding.code} className="flex gap-3 border-b border-line px-4 py-2.5 last:border-b-0">
                <Icon className={`mt-0.5 size-4 ${color}`} aria-label={word} />
                <span className="min-w-0 flex-1">{finding.message}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
