"use client";
import { ChevronsUpDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { classNames } from "./class-names";
import { ComboboxList } from "./combobox-list";
import type { ComboboxOption } from "./combobox-option";
import { controlEdge, describedBy, FieldNote } from "./field-frame";
import { listTrigger } from "./list-look";

interface ComboboxProps {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  value: string | null;
  /** `null`: the choice was taken back (only with `clearLabel`). */
  onChange: (value: string | null) => void;
  options: readonly ComboboxOption[];
  placeholder?: string | undefined;
  searchPlaceholder?: string | undefined;
  /** Words of the entry that takes the choice back, such as "Not mapped". */
  clearLabel?: string | undefined;
  help?: ReactNode;
  error?: ReactNode;
  disabled?: boolean | undefined;
}

/**
 * A choice from a long list, with search by name and raw name. Until it is opened it is a button and no more: a page of them
 * is drawn at once.
 */
export function Combobox(props: ComboboxProps) {
  const { label, hideLabel, value, options, help, error } = props;
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isUsed, setUsed] = useState(false);
  const open = (isOpen: boolean) => {
    setUsed(true);
    setOpen(isOpen);
  };
  const selected = options.find((option) => option.value === value) ?? null;
  const isDashed = props.clearLabel !== undefined && selected === null && !error;
  const popupId = `${id}-popup`;
  return (
    <div>
      <label
        id={`${id}-label`}
        htmlFor={id}
        className={hideLabel ? "sr-only" : "mb-1.5 block w-fit font-medium"}
      >
        {label}
      </label>
      <button
        ref={trigger}
        type="button"
        id={id}
        role="combobox"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? popupId : undefined}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy(id, help, error)}
        aria-invalid={error ? true : undefined}
        data-popup-open={isOpen ? "" : undefined}
        disabled={props.disabled}
        onClick={(event) => {
          // Where the focus goes back to, also in a browser that gives none to a button that is pressed.
          event.currentTarget.focus();
          open(!isOpen);
        }}
        onKeyDown={(event: KeyboardEvent) => {
          const opens = event.key === "ArrowDown" || event.key === "ArrowUp";
          if (!opens && (event.key !== "Escape" || !isOpen)) return;
          event.preventDefault();
          event.stopPropagation();
          open(opens);
        }}
        className={classNames(
          listTrigger,
          "h-(--control)",
          isDashed ? "border-dashed border-line-control bg-transparent" : controlEdge(error),
        )}
      >
        <Chosen option={selected} placeholder={props.placeholder ?? "Choose…"} />
        <ChevronsUpDown className="size-3.5 text-ink-3" />
      </button>
      {isUsed ? (
        <ComboboxList
          {...{ isOpen, selected, options, trigger }}
          id={popupId}
          onOpen={open}
          onChange={props.onChange}
          clearLabel={props.clearLabel}
          searchPlaceholder={props.searchPlaceholder ?? "Search"}
        />
      ) : null}
      <FieldNote id={id} help={help} error={error} />
    </div>
  );
}

function Chosen({ option, placeholder }: { option: ComboboxOption | null; placeholder: string }) {
  if (option === null) return <span className="min-w-0 flex-1 truncate text-ink-3">{placeholder}</span>;
  return (
    <span className="flex min-w-0 flex-1 items-baseline gap-2">
      <span className="truncate font-medium">{option.label}</span>
      {option.detail ? (
        <span className="raw shrink-[99] truncate text-ink-3 max-wide:hidden">{option.detail}</span>
      ) : null}
    </span>
  );
}
