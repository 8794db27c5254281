import type { Part } from "@/lib/api-contract/decisions";
import { count } from "@/lib/wording/counts";
import { time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { TextField } from "../ui/text-field";

/** The number of the bulk job a part arrived as: typed, or one of those that could be it. */
export function ArrivedAs(props: {
  part: Part;
  now: Date;
  value: string;
  onChange: (value: string) => void;
}) {
  const { part, now, value, onChange } = props;
  return (
    <div className="grid gap-2.5">
      <div className="max-w-72">
        <TextField
          label="Number of the bulk job"
          help="Open Connectors shows it under the connection's bulk jobs."
          raw
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      {part.candidates.length === 0 ? null : (
        <ul className="grid gap-1.5" aria-label="Bulk jobs that could be it">
          {part.candidates.map((candidate) => (
            <li key={candidate.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Button size="sm" aria-pressed={value === candidate.id} onClick={() => onChange(candidate.id)}>
                {`Take ${candidate.id}`}
              </Button>
              <span className="text-12 text-ink-2">
                {[
                  candidate.status ?? "no status",
                  candidate.records === null ? "count unknown" : count(candidate.records, "row"),
                  candidate.createdAt === null ? null : `begun ${time(new Date(candidate.createdAt), now)}`,
                ]
                  .filter((word) => word !== null)
                  .join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
