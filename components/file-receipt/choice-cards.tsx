"use client";
import { useId, useState } from "react";
import { classNames } from "@/components/ui/class-names";

interface ChoiceCard {
  /** Unique among the cards. */
  label: string;
  /** What follows from it, or what stands against it. */
  detail?: string | undefined;
  /** The first rows as they would be read. */
  rows?: readonly (readonly string[])[] | undefined;
  disabled?: boolean | undefined;
}

const shownCells = 4;
const shownCharacters = 24;

/** Ways to read the file, side by side. With `chosen: null` nothing is settled and the person is asked. */
export function ChoiceCards(props: {
  legend: string;
  cards: readonly ChoiceCard[];
  chosen: number | null;
  onChoose: (index: number) => void;
}) {
  const { legend, cards, chosen, onChoose } = props;
  const name = useId();
  // The file is read anew before the choice holds; until then the press shows.
  const [picked, setPicked] = useState<{ before: number | null; index: number } | null>(null);
  const shown = picked !== null && picked.before === chosen ? picked.index : chosen;
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{legend}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {cards.map(({ label, detail, rows, disabled = false }, index) => (
          <label
            key={label}
            className={classNames(
              "grid min-w-0 grid-cols-[1rem_minmax(0,1fr)] content-start gap-x-2.5 rounded-2 border border-line-strong px-3 py-2",
              "has-checked:border-accent has-checked:ring-1 has-checked:ring-accent",
              disabled ? "text-ink-3" : "cursor-pointer hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              checked={index === shown}
              disabled={disabled}
              onChange={() => {
                setPicked({ before: chosen, index });
                onChoose(index);
              }}
              className="mt-0.5 size-4 appearance-none rounded-full border border-line-control bg-surface checked:border-[0.3125rem] checked:border-accent disabled:bg-sunken"
            />
            <span className="min-w-0">
              <span className="block font-medium wrap-anywhere">{label}</span>
              {detail ? <span className="block text-12 text-ink-3">{detail}</span> : null}
              {rows && rows.length > 0 ? <AsRead rows={rows} /> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A corner of the table, divided as it would be. */
function AsRead({ rows }: { rows: readonly (readonly string[])[] }) {
  return (
    <span className="mt-1.5 block text-12">
      {numbered(rows).map(({ at, value: cells }) => (
        <span key={at} className="flex min-w-0 divide-x divide-line-strong border-t border-line">
          {numbered(cells.slice(0, shownCells)).map(({ at: column, value: cell }) => (
            <span key={column} className="min-w-0 flex-1 truncate px-1.5 py-0.5 whitespace-pre first:pl-0">
              {cell.slice(0, shownCharacters)}
            </span>
          ))}
          {cells.length > shownCells ? <span className="px-1.5 py-0.5 text-ink-3">…</span> : null}
        </span>
      ))}
    </span>
  );
}

/** Rows and cells have no name but their place, and never move. */
const numbered = <T,>(values: readonly T[]) => values.map((value, at) => ({ at, value }));
