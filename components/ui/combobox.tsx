"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown, Search } from "lucide-react";
import { type ReactNode, useId, useMemo, useState } from "react";
import { classNames } from "./class-names";
import { controlEdge, describedBy, FieldNote } from "./field-frame";
import { floating, listGroupLabel, listItem, listTrigger } from "./list-look";
import { inGroups } from "./option-groups";

export interface ComboboxOption {
  value: string;
  label: string;
  /** The raw name, small beside it; searched too. */
  detail?: string | undefined;
  group?: string | undefined;
  /** By whom it is used already; it can still be chosen. */
  taken?: string | undefined;
}

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

type Item = ComboboxOption & { clears?: true };

const matches = (item: Item, query: string) =>
  `${item.label} ${item.detail ?? ""} ${item.group ?? ""}`
    .toLocaleLowerCase()
    .includes(query.trim().toLocaleLowerCase());

/** What is called exactly as the search says leads, its group with it; the rest keeps its order. */
function exactFirst(items: readonly Item[], query: string): readonly Item[] {
  const sought = query.trim().toLocaleLowerCase();
  if (sought === "") return items;
  const isExact = ({ label, detail }: Item) =>
    label.toLocaleLowerCase() === sought || detail?.toLocaleLowerCase() === sought;
  return [...items.filter(isExact), ...items.filter((item) => !isExact(item))];
}

function Option({ item }: { item: Item }) {
  return (
    <Base.Item value={item} className={listItem}>
      <Base.ItemIndicator>
        <Check className="size-3.5 text-accent-text" />
      </Base.ItemIndicator>
      <span className="col-start-2 flex min-w-0 items-baseline gap-2">
        <span className={classNames("truncate", item.clears && "text-ink-2")}>{item.label}</span>
        {item.detail ? <span className="raw min-w-0 truncate text-ink-3">{item.detail}</span> : null}
        {item.taken ? (
          <span className="ml-auto pl-3 text-12 whitespace-nowrap text-ink-3">{item.taken}</span>
        ) : null}
      </span>
    </Base.Item>
  );
}

function Options({ searchPlaceholder }: { searchPlaceholder: string }) {
  return (
    <Base.Portal>
      <Base.Positioner align="start" sideOffset={4} className="z-40 outline-none">
        <Base.Popup
          aria-label={searchPlaceholder}
          className={classNames(
            floating,
            "w-max max-w-[min(30rem,var(--available-width))] min-w-(--anchor-width)",
          )}
        >
          <div className="flex items-center gap-2 border-b border-line px-3">
            <Search className="size-3.5 text-ink-3" />
            <Base.Input
              aria-label={searchPlaceholder}
              placeholder={searchPlaceholder}
              className="h-9 w-full min-w-0 bg-transparent outline-none"
            />
          </div>
          <Base.Empty className="empty:hidden px-3 py-3 text-ink-3">Nothing of that name.</Base.Empty>
          <Base.List className="max-h-[min(22rem,calc(var(--available-height)-2.5rem))] overflow-y-auto overscroll-contain p-1 empty:p-0">
            {(group: { label: string; items: Item[] }) => (
              <Base.Group key={group.label} items={group.items}>
                {group.label ? (
                  <Base.GroupLabel className={listGroupLabel}>{group.label}</Base.GroupLabel>
                ) : null}
                <Base.Collection>{(item: Item) => <Option key={item.value} item={item} />}</Base.Collection>
              </Base.Group>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** A choice from a long list, with search by name and raw name. */
export function Combobox(props: ComboboxProps) {
  const {
    label,
    hideLabel,
    value,
    onChange,
    options,
    placeholder = "Choose…",
    clearLabel,
    help,
    error,
    disabled,
  } = props;
  const id = useId();
  const [query, setQuery] = useState("");
  const groups = useMemo(() => {
    const items: Item[] = clearLabel
      ? [{ value: "", label: clearLabel, clears: true }, ...options]
      : [...options];
    return inGroups(exactFirst(items, query));
  }, [options, clearLabel, query]);
  const selected: Item | null = options.find((option) => option.value === value) ?? null;
  return (
    <div>
      <Base.Root
        items={groups}
        value={selected}
        onValueChange={(item: Item | null) => {
          if (item) onChange(item.clears ? null : item.value);
        }}
        onInputValueChange={setQuery}
        filter={matches}
        itemToStringLabel={(item: Item) => item.label}
        isItemEqualToValue={(one: Item, other: Item) => one.value === other.value}
        disabled={disabled ?? false}
        autoHighlight
      >
        <Base.Label className={hideLabel ? "sr-only" : "mb-1.5 block font-medium"}>{label}</Base.Label>
        <Base.Trigger
          aria-describedby={describedBy(id, help, error)}
          aria-invalid={error ? true : undefined}
          className={classNames(
            listTrigger,
            "h-(--control)",
            clearLabel && !selected && !error
              ? "border-dashed border-line-control bg-transparent"
              : controlEdge(error),
          )}
        >
          {selected ? (
            <span className="flex min-w-0 flex-1 items-baseline gap-2">
              <span className="truncate font-medium">{selected.label}</span>
              {selected.detail ? (
                <span className="raw shrink-[99] truncate text-ink-3 max-wide:hidden">{selected.detail}</span>
              ) : null}
            </span>
          ) : (
            <span className="min-w-0 flex-1 truncate text-ink-3">{placeholder}</span>
          )}
          <ChevronsUpDown className="size-3.5 text-ink-3" />
        </Base.Trigger>
        <Options searchPlaceholder={props.searchPlaceholder ?? "Search"} />
      </Base.Root>
      <FieldNote id={id} help={help} error={error} />
    </div>
  );
}
