import { ArrowRight } from "lucide-react";
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

const head =
  "sticky top-0 h-8.5 border-b border-line-strong bg-surface text-left text-12 font-medium text-ink-3";
const cell = "border-b border-line py-1.5 wrap-anywhere group-last:border-b-0";

/** Which column fed which field. */
export function MappingPanel({ mapping }: { mapping: unknown }) {
  const parsed = shownMapping.safeParse(mapping);
  if (!parsed.success || parsed.data.entries.length === 0) return null;
  const { entries } = parsed.data;
  return (
    <Panel title="Mapping used" aside={count(entries.length, "field")}>
      <ScrollRegion label="Mapping used" className="max-h-80 overflow-y-auto">
        <table className="w-full table-fixed border-separate border-spacing-0">
          <caption className="sr-only">Mapping used</caption>
          <thead>
            <tr>
              <th scope="col" className={`${head} pl-4`}>
                Column
              </th>
              <th scope="col" className={`${head} pr-4 pl-8.5`}>
                Field
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ field, source }) => (
              <tr key={field} className="group">
                <td className={`${cell} pl-4`}>{sourceWords(source)}</td>
                <td className={`${cell} pr-4 pl-3`}>
                  <span className="flex items-baseline gap-2">
                    <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-ink-3" />
                    <span className="raw min-w-0 text-ink-2">{field}</span>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  );
}
