import type { LucideIcon } from "lucide-react";
import { classNames } from "./class-names";

export interface FilterItem<Key extends string> {
  key: Key;
  label: string;
  count?: number | undefined;
  /** Counting stopped there: "999+". */
  most?: number | undefined;
  icon?: LucideIcon | undefined;
  /** Colour of the icon; only for what it means. */
  tone?: "done" | "failed" | "unsure" | "held" | "idle" | undefined;
}

const toneText = {
  done: "text-done-text",
  failed: "text-failed-text",
  unsure: "text-unsure-text",
  held: "text-held-text",
  idle: "text-idle-text",
} as const;

const number = new Intl.NumberFormat("en-GB");

const counted = (count: number, most = Number.POSITIVE_INFINITY) =>
  count < most ? number.format(count) : `${number.format(most - 1)}+`;

/** Chooses what a list shows; each entry carries its count. `label` names the group for those who do not see it. */
export function FilterBar<Key extends string>(props: {
  label: string;
  items: readonly FilterItem<Key>[];
  value: Key;
  onChange: (key: Key) => void;
}) {
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-0.5">
      <legend className="sr-only">{props.label}</legend>
      {props.items.map(({ key, label, count, most, icon: Icon, tone }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === props.value}
          onClick={() => props.onChange(key)}
          className={classNames(
            "inline-flex h-7.5 items-center gap-1.5 rounded-2 px-2.5 font-medium whitespace-nowrap",
            "aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:ring-1 aria-pressed:ring-line-strong",
            "not-aria-pressed:text-ink-2 not-aria-pressed:hover:bg-hover",
          )}
        >
          {Icon ? <Icon className={classNames("size-3.5", tone && toneText[tone])} /> : null}
          {label}
          {count === undefined ? null : (
            <span className="figures font-regular text-ink-3">{counted(count, most)}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
