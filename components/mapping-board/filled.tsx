import { number } from "@/lib/wording/counts";

/** How many rows have a value in a column: a bar, and the numbers beside it. */
export function Filled({ filled, rows }: { filled: number; rows: number }) {
  const words = filled === rows ? `all ${number(rows)}` : `${number(filled)} of ${number(rows)}`;
  return (
    <span className="flex items-center gap-1.5 text-12">
      <span aria-hidden className="h-1 w-8.5 shrink-0 overflow-hidden rounded-1 bg-line-strong">
        <span
          className="block h-full bg-ink-2"
          style={{ width: `${rows === 0 ? 0 : (100 * filled) / rows}%` }}
        />
      </span>
      <span className="figures whitespace-nowrap text-ink-2">{words}</span>
    </span>
  );
}
