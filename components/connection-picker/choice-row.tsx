import { type ReactNode, useId } from "react";
import { classNames } from "@/components/ui/class-names";

/** Beside what this person chose before. */
export function UsedBefore() {
  return <span className="text-12 text-ink-3">used before</span>;
}

/** One of several: a whole row is the radio button, lit when chosen. */
export function ChoiceRow(props: {
  group: string;
  isChosen: boolean;
  onChoose: () => void;
  disabled?: boolean | undefined;
  /** What names the choice when it is read aloud. */
  title: ReactNode;
  /** Beside the name, and not part of it. */
  aside?: ReactNode;
  detail?: ReactNode;
}) {
  const { group, isChosen, onChoose, disabled, title, aside, detail } = props;
  const id = useId();
  return (
    <label
      className={classNames(
        "flex gap-3 border-b border-line px-4 py-2.5 last:border-b-0 has-checked:bg-selected",
        "has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus",
        disabled ? "cursor-not-allowed" : "cursor-pointer hover:bg-hover",
      )}
    >
      <input
        type="radio"
        name={group}
        checked={isChosen}
        disabled={disabled}
        onChange={onChoose}
        aria-labelledby={`${id}-title`}
        aria-describedby={detail ? `${id}-detail` : undefined}
        className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-line-control bg-surface outline-none checked:border-[0.3125rem] checked:border-accent disabled:opacity-50"
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span id={`${id}-title`} className="contents">
            {title}
          </span>
          {aside}
        </span>
        {detail ? (
          <span id={`${id}-detail`} className="block text-12 text-ink-3">
            {detail}
          </span>
        ) : null}
      </span>
    </label>
  );
}
