import { useId } from "react";
import type { DayRows } from "@/lib/api-contract/overview";
import { number } from "@/lib/wording/counts";
import { sentOf, sumOfDays } from "@/lib/wording/overview";
import { classNames } from "../ui/class-names";
import { heightsOf, shortNumber, topOf } from "./chart-scale";

const width = 352;
/** Room for the figures at the right. */
const gutter = 38;
const plotHeight = 128;
const above = 12;
const gap = 1.5;
const height = above + plotHeight + 22;

const dayNumber = (at: string) => new Date(at).getDate();

function Bar({
  rows,
  top,
  x,
  wide,
  stripes,
}: {
  rows: DayRows;
  top: number;
  x: number;
  wide: number;
  stripes: string;
}) {
  const parts = [
    { kind: "done", rows: rows.done, fill: "var(--done-fill)" },
    { kind: "unknown", rows: rows.unknown, fill: `url(#${stripes})` },
    { kind: "failed", rows: rows.failed, fill: "var(--failed-fill)" },
  ];
  const heights = heightsOf(
    parts.map((part) => part.rows),
    top,
    plotHeight,
  );
  let y = above + plotHeight;
  return parts.map(({ kind, fill }, at) => {
    const high = heights[at] ?? 0;
    if (high === 0) return null;
    y -= high;
    const rect = <rect key={kind} x={x} y={y} width={wide} height={high} rx={1} fill={fill} />;
    y -= gap;
    return rect;
  });
}

function Line({ value, top }: { value: number; top: number }) {
  const y = above + plotHeight - (value / top) * plotHeight;
  return (
    <>
      <line x1={0} x2={width - gutter} y1={y} y2={y} stroke="var(--line)" />
      <text x={width} y={y + 4} textAnchor="end" className="fill-ink-3 text-11">
        {shortNumber(value)}
      </text>
    </>
  );
}

/** A bar a day, today's the last. Read aloud as its sum; each number stands in the table under it. */
export function DaysChart({ rows, beginnings }: { rows: readonly DayRows[]; beginnings: readonly string[] }) {
  const stripes = useId();
  const sum = sumOfDays(rows);
  const top = topOf(Math.max(0, ...rows.map(sentOf)));
  const step = (width - gutter) / rows.length;
  const wide = step * 0.62;
  return (
    <svg
      role="img"
      aria-label={`In ${rows.length} days ${number(sum.done)} rows were done, ${number(sum.failed)} failed, ${number(sum.unknown)} are not confirmed.`}
      viewBox={`0 0 ${width} ${height}`}
      className="figures w-full max-w-120"
    >
      <pattern id={stripes} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(25)">
        <rect width="5" height="5" fill="var(--unsure-soft)" />
        <rect width="3" height="5" fill="var(--unsure-fill)" />
      </pattern>
      <Line value={top} top={top} />
      <Line value={top / 2} top={top} />
      <line
        x1={0}
        x2={width - gutter}
        y1={above + plotHeight}
        y2={above + plotHeight}
        stroke="var(--line-control)"
      />
      {rows.map((day, at) => {
        const x = at * step + (step - wide) / 2;
        const begins = beginnings[at] ?? "";
        return (
          <g key={begins}>
            <Bar rows={day} top={top} x={x} wide={wide} stripes={stripes} />
            <text
              x={x + wide / 2}
              y={height - 5}
              textAnchor="middle"
              className={classNames(
                "text-11",
                at === rows.length - 1 ? "fill-ink font-strong" : "fill-ink-3",
              )}
            >
              {dayNumber(begins)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
