"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { controlEdge, describedBy, FieldNote } from "./field-frame";
import { floating, listGroupLabel, listItem, listTrigger } from "./list-look";
import { inGroups } from "./option-groups";

export interface SelectOption {
  value: string;
  label: string;
  /** A second word: the raw name, a consequence. */
  detail?: string | undefined;
  group?: string | undefined;
  disabled?: boolean | undefined;
}

interface SelectProps {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  value: string | null;
  onChange: (value: string) => void;
  options: readonly SelectOption[];
  placeholder?: string | undefined;
  help?: ReactNode;
  error?: ReactNode;
  disabled?: boolean | undefined;
}

function Option({ option }: { option: SelectOption }) {
  return (
    <Base.Item value={option.value} disabled={option.disabled} className={listItem}>
      <Base.ItemIndicator>
        <Check className="size-3.5 text-accent-text" />
      </Base.ItemIndicator>
      <span className="col-start-2 flex items-baseline gap-2">
        <Base.ItemText className="truncate">{option.label}</Base.ItemText>
        {option.detail ? <span className="truncate text-12 text-ink-3">{option.detail}</span> : null}
      </span>
    </Base.Item>
  );
}

/** A choice from a short list. Longer than eight: `Combobox`. With consequences: `Radios`. */
export function Select(props: SelectProps) {
  const {
    label,
    hideLabel,
    value,
    onChange,
    options,
    placeholder = "Choose…",
    help,
    error,
    disabled,
  } = props;
  const id = useId();
  return (
    <div>
      <Base.Root
        value={value}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
        items={options.map((option) => ({ value: option.value, label: option.label }))}
        disabled={disabled ?? false}
      >
        <Base.Label className={hideLabel ? "sr-only" : "mb-1.5 block font-medium"}>{label}</Base.Label>
        <Base.Trigger
          aria-describedby={describedBy(id, help, error)}
          aria-invalid={error ? true : undefined}
          className={classNames(listTrigger, "h-(--control)", controlEdge(error))}
        >
          <Base.Value
            className="min-w-0 flex-1 truncate data-placeholder:text-ink-3"
            placeholder={placeholder}
          />
          <ChevronsUpDown className="size-3.5 text-ink-3" />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-40 outline-none">
            <Base.Popup className={classNames(floating, "min-w-(--anchor-width)")}>
              <Base.List className="max-h-[min(22rem,var(--available-height))] overflow-y-auto p-1">
                {inGroups(options).map((group) => (
                  <Base.Group key={group.label}>
                    {group.label ? (
                      <Base.GroupLabel className={listGroupLabel}>{group.label}</Base.GroupLabel>
                    ) : null}
                    {group.items.map((option) => (
                      <Option key={option.value} option={option} />
                    ))}
                  </Base.Group>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      <FieldNote id={id} help={help} error={error} />
    </div>
  );
}
