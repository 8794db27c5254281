import { z } from "@/lib/api-contract/zod";
import { delimiters, encodings } from "@/lib/csv/reading";
import { number } from "@/lib/wording/counts";
import { Panel } from "../ui/panel";

/** What the operator chose beside the mapping. Kept with the job as it was, so every part of it may be missing. */
const shownOptions = z.object({
  reading: z
    .object({
      encoding: z.string(),
      delimiter: z.string(),
      headerRow: z.number().nullable(),
    })
    .optional()
    .catch(undefined),
  policy: z.enum(["keep_errors_back", "all_or_nothing", "send_all"]).optional().catch(undefined),
  layout: z.object({ name: z.string() }).optional().catch(undefined),
});

type Options = z.output<typeof shownOptions>;

const policyWords: Record<NonNullable<Options["policy"]>, string> = {
  keep_errors_back: "kept back, the others sent",
  all_or_nothing: "all or nothing",
  send_all: "sent with the others",
};

const labelOf = (all: readonly { value: string | null; label: string }[], value: string) =>
  all.find((one) => one.value === value)?.label ?? value;

function optionsOf({ reading, policy, layout }: Options): [name: string, words: string][] {
  const options: [string, string][] = [];
  if (reading !== undefined)
    options.push(
      ["Text encoding", labelOf(encodings, reading.encoding)],
      ["Separator", labelOf(delimiters, reading.delimiter)],
      ["Headings", reading.headerRow === null ? "none" : `row ${number(reading.headerRow)}`],
    );
  if (policy !== undefined) options.push(["Rows with errors", policyWords[policy]]);
  if (layout !== undefined) options.push(["Saved layout", layout.name]);
  return options;
}

/** How the file was read and what was to become of its rows, as it was chosen on the way to Send. */
export function OptionsPanel({ mapping }: { mapping: unknown }) {
  const parsed = shownOptions.safeParse(mapping);
  const options = parsed.success ? optionsOf(parsed.data) : [];
  if (options.length === 0) return null;
  return (
    <Panel title="Options used">
      <dl className="px-4 py-1">
        {options.map(([name, words]) => (
          <div
            key={name}
            className="grid min-h-8.5 grid-cols-[7.5rem_minmax(0,1fr)] items-center gap-2 border-line py-1 not-last:border-b"
          >
            <dt className="text-ink-3">{name}</dt>
            <dd className="wrap-anywhere">{words}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
