import { z } from "@/lib/api-contract/zod";
import { count } from "@/lib/wording/counts";
import { Panel } from "../ui/panel";
import { ScrollRegion } from "../ui/scroll-region";

/** What the operator chose at Map. Kept with the job as it was, so every part of it may be missing. */
const shownMapping = z.object({
  entries: z.array(
    z.object({
      field: z.string(),
      source: z.union([
        z.object({ kind: z.literal("column"), column: z.number(), header: z.string().optional() }),
        z.object({ kind: z.literal("constant"), value: z.string() }),
      ]),
    }),
  ),
});

type Source = z.output<typeof shownMapping>["entries"][number]["source"];

function sourceWords(source: Source): string {
  if (source.kind === "constant") return `always “${source.value}”`;
  return source.header || `column ${source.column + 1}`;
}

/** Which column fed which field. */
export function MappingPanel({ mapping }: { mapping: unknown }) {
  const parsed = shownMapping.safeParse(mapping);
  if (!parsed.success || parsed.data.entries.length === 0) return null;
  const { entries } = parsed.data;
  return (
    <Panel title="Mapping used" aside={count(entries.length, "field")}>
      <ScrollRegion label="Mapping used" className="max-h-80 overflow-y-auto">
        <dl className="px-4 py-1">
          {entries.map(({ field, source }) => (
            <div key={field} className="grid grid-cols-2 gap-3 border-line py-1.5 not-last:border-b">
              <dt className="wrap-anywhere">{sourceWords(source)}</dt>
              <dd className="raw text-ink-2 wrap-anywhere">{field}</dd>
            </div>
          ))}
        </dl>
      </ScrollRegion>
    </Panel>
  );
}
