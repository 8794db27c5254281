import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { controlEdge, describedBy, FieldNote } from "./field-frame";

export type TextFieldProps = Omit<ComponentProps<"input">, "className" | "size"> & {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  help?: ReactNode;
  /** What is wrong and what is expected; replaces the help. */
  error?: ReactNode;
  /** At the right of the label. */
  aside?: ReactNode;
  /** Inside the field, at its right: a button. */
  end?: ReactNode;
  size?: "md" | "lg";
  raw?: boolean | undefined;
};

/** One line of text. The label is always there; a placeholder never stands in for it. */
export function TextField(props: TextFieldProps) {
  const { label, hideLabel, help, error, aside, end, size = "md", raw, id, ...rest } = props;
  const made = useId();
  const inputId = id ?? made;
  return (
    <div>
      <div className={hideLabel ? "sr-only" : "mb-1.5 flex items-baseline justify-between gap-2"}>
        <label htmlFor={inputId} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      <div className="relative">
        <input
          {...rest}
          id={inputId}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(inputId, help, error) ?? rest["aria-describedby"]}
          className={classNames(
            "w-full rounded-2 border bg-surface px-2.5 text-ink read-only:bg-sunken disabled:opacity-60",
            size === "lg" ? "h-9.5" : "h-(--control)",
            controlEdge(error),
            end ? "pr-9" : null,
            raw ? "raw" : null,
          )}
        />
        {end ? <div className="absolute inset-y-0 right-1 flex items-center">{end}</div> : null}
      </div>
      <FieldNote id={inputId} help={help} error={error} />
    </div>
  );
}
