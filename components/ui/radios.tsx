import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

interface RadioOption<Value extends string> {
  value: Value;
  title: ReactNode;
  /** What follows from the choice, in a sentence. */
  consequence?: ReactNode;
  disabled?: boolean | undefined;
}

interface RadiosProps<Value extends string> {
  legend: ReactNode;
  hideLegend?: boolean | undefined;
  value: Value | null;
  onChange: (value: Value) => void;
  /** The first is the safest. */
  options: readonly RadioOption<Value>[];
  /** Beside one another instead of in a list. */
  columns?: boolean | undefined;
}

function RadioRow<Value extends string>(props: {
  name: string;
  option: RadioOption<Value>;
  checked: boolean;
  choose: () => void;
}) {
  const { name, option, checked, choose } = props;
  const id = useId();
  return (
    <label
      className={classNames(
        "grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 border-line px-4 py-3 not-last:border-b",
        "in-data-columns:rounded-2 in-data-columns:border in-data-columns:border-line-strong",
        "in-data-columns:has-checked:border-accent in-data-columns:has-checked:ring-1 in-data-columns:has-checked:ring-accent",
        option.disabled ? "opacity-60" : "cursor-pointer hover:bg-hover",
        "has-checked:bg-selected in-data-columns:has-checked:bg-surface",
      )}
    >
      <input
        type="radio"
        name={name}
        checked={checked}
        disabled={option.disabled}
        onChange={choose}
        aria-labelledby={`${id}-title`}
        aria-describedby={option.consequence ? `${id}-consequence` : undefined}
        className="mt-0.5 size-4 appearance-none rounded-full border border-line-control bg-surface checked:border-[0.3125rem] checked:border-accent"
      />
      <span className="min-w-0">
        <span id={`${id}-title`} className="block font-medium">
          {option.title}
        </span>
        {option.consequence ? (
          <span id={`${id}-consequence`} className="mt-0.5 block text-ink-2">
            {option.consequence}
          </span>
        ) : null}
      </span>
    </label>
  );
}

/** A choice with consequences: each option says what follows from it. */
export function Radios<Value extends string>(props: RadiosProps<Value>) {
  const { legend, hideLegend, value, onChange, options, columns } = props;
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={hideLegend ? "sr-only" : "mb-1.5 font-medium"}>{legend}</legend>
      <div
        data-columns={columns || undefined}
        className={
          columns
            ? "grid gap-2 sm:grid-cols-2"
            : "overflow-hidden rounded-3 border border-line-strong bg-surface"
        }
      >
        {options.map((option) => (
          <RadioRow
            key={option.value}
            name={name}
            option={option}
            checked={option.value === value}
            choose={() => onChange(option.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}
