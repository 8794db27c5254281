import { ArrowRight } from "lucide-react";
import { memo } from "react";
import { stepsSchema, valueMapSchema } from "@/lib/api-contract/mapping";
import { z } from "@/lib/api-contract/zod";
import { stepWords, valueMapWords } from "@/lib/wording/changes";
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
        z.object({
          kind: z.literal("columns"),
          columns: z.array(z.number()),
          headers: z.array(z.string()).optional(),
        }),
        z.object({ kind: z.literal("constant"), value: z.string() }),
      ]),
      steps: stepsSchema.optional().catch(undefined),
      values: valueMapSchema.optional().catch(undefined),
    }),
  ),
  mode: z.string().optional(),
  key: z.string().optional(),
  placeholders: z
    .object({ import: z.string(), file: z.string(), today: z.string(), user: z.string() })
    .optional()
    .catch(undefined),
});

type Shown = z.output<typeof shownMapping>;
type Source = Shown["entries"][number]["source"];

const nameOf = (header: string | undefined, column: number) => header || `column ${column + 1}`;

function sourceWords(source: Source): string {
  switch (source.kind) {
    case "constant":
      return `always “${source.value}”`;
    case "column":
      return nameOf(source.header, source.column);
    case "columns":
      return source.columns.map((column, at) => nameOf(source.headers?.[at], column)).join(" + ");
  }
}

function changesWords({ steps = [], values }: Shown["entries"][number]): string[] {
  return [...steps.map(stepWords), ...(values === undefined ? [] : [valueMapWords(values)])];
}

/** What was done with records that exist, and what placeholders stood for; `null`: there is nothing to say. */
function aboutWords({ mode, key, placeholders }: Shown): string | null {
  const words = [
    ...(mode === "upsert" && key !== undefined
      ? [`Records that exist were to be updated, matched by ${key}.`]
      : []),
    ...(placeholders === undefined
      ? []
      : [
          `{import} was ${placeholders.import}, {file} ${placeholders.file}, {today} ${placeholders.today}, {user} ${placeholders.user}.`,
        ]),
  ];
  return words.length === 0 ? null : words.join(" ");
}

const head =
  "sticky top-0 h-8.5 border-b border-line-strong bg-surface text-left text-12 font-medium text-ink-3";
const cell = "border-b border-line py-1.5 wrap-anywhere group-last:border-b-0";

/** Which column fed which field, and what was done to its values on the way. Memoised: it never changes. */
export const MappingPanel = memo(function MappingPanel({ mapping }: { mapping: unknown }) {
  const parsed = shownMapping.safeParse(mapping);
  if (!parsed.success || parsed.data.entries.length === 0) return null;
  const { entries } = parsed.data;
  const about = aboutWords(parsed.data);
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
            {entries.map((entry) => (
              <tr key={entry.field} className="group">
                <td className={`${cell} pl-4 align-top`}>
                  {sourceWords(entry.source)}
                  {changesWords(entry).map((words) => (
                    <span key={words} className="block text-12 text-ink-2">
                      {words}
                    </span>
                  ))}
                </td>
                <td className={`${cell} pr-4 pl-3`}>
                  <span className="flex items-baseline gap-2">
                    <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-ink-3" />
                    <span className="raw min-w-0 text-ink-2">{entry.field}</span>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {about ? <p className="border-t border-line px-4 py-2.5 text-12 text-ink-2">{about}</p> : null}
    </Panel>
  );
});
