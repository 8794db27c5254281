"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, Search } from "lucide-react";
import { type RefObject, useMemo, useState } from "react";
import { classNames } from "./class-names";
import type { ComboboxOption } from "./combobox-option";
import { floating, listGroupLabel, listItem } from "./list-look";
import { type Item, type ItemGroup, type ItemPlace, LongList } from "./long-list";
import { inGroups } from "./option-groups";

/** From here on only the options in sight are drawn. */
const drawAllUpTo = 120;

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

/** @param props.place where it stands in a list of which only a part is drawn */
function Option({ item, place }: { item: Item; place?: ItemPlace }) {
  return (
    <Base.Item value={item} className={listItem} {...place}>
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

const list =
  "max-h-[min(22rem,calc(var(--available-height)-2.5rem))] overflow-y-auto overscroll-contain p-1 empty:p-0";

interface PopupProps {
  id: string;
  /** Too many to be drawn at once. */
  isLong: boolean;
  /** Which is highlighted, where it was not the pointer that did it. */
  highlighted: number | null;
  searchPlaceholder: string;
  trigger: RefObject<HTMLButtonElement | null>;
}

function Popup({ id, isLong, highlighted, searchPlaceholder, trigger }: PopupProps) {
  return (
    <Base.Portal>
      <Base.Positioner anchor={trigger} align="start" sideOffset={4} className="z-40 outline-none">
        <Base.Popup
          id={id}
          aria-label={searchPlaceholder}
          className={classNames(
            floating,
            // As wide as what it says; not by what of a long one is in sight, or scrolling would change it.
            isLong ? "w-120" : "w-max",
            "max-w-[min(30rem,var(--available-width))] min-w-(--anchor-width)",
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
          {isLong ? (
            <LongList className={list} highlighted={highlighted}>
              {(item, place) => <Option key={item.value} item={item} place={place} />}
            </LongList>
          ) : (
            <Base.List className={list}>
              {(group: ItemGroup) => (
                <Base.Group key={group.label} items={group.items}>
                  {group.label ? (
                    <Base.GroupLabel className={listGroupLabel}>{group.label}</Base.GroupLabel>
                  ) : null}
                  <Base.Collection>{(item: Item) => <Option key={item.value} item={item} />}</Base.Collection>
                </Base.Group>
              )}
            </Base.List>
          )}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

interface ComboboxListProps extends Omit<PopupProps, "isLong" | "highlighted"> {
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  selected: ComboboxOption | null;
  onChange: (value: string | null) => void;
  options: readonly ComboboxOption[];
  clearLabel: string | undefined;
}

/** The list of a combobox, with its search. */
export function ComboboxList(props: ComboboxListProps) {
  const { isOpen, onOpen, selected, onChange, options, clearLabel, trigger } = props;
  const [query, setQuery] = useState("");
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const isLong = options.length > drawAllUpTo;
  const groups = useMemo(() => {
    const items: Item[] = clearLabel
      ? [{ value: "", label: clearLabel, clears: true }, ...options]
      : [...options];
    return inGroups(exactFirst(items, query));
  }, [options, clearLabel, query]);
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(open, details) => {
        // A press on the trigger is the trigger's business.
        if (!open && isAt(trigger.current, details.event)) details.cancel();
        else onOpen(open);
      }}
      items={groups}
      value={selected as Item | null}
      onValueChange={(item: Item | null) => {
        if (item) onChange(item.clears ? null : item.value);
      }}
      onInputValueChange={setQuery}
      virtualized={isLong}
      onItemHighlighted={(_, { reason, index }) => {
        if (isLong && reason !== "pointer") setHighlighted(index < 0 ? null : index);
      }}
      filter={matches}
      itemToStringLabel={(item: Item) => item.label}
      isItemEqualToValue={(one: Item, other: Item) => one.value === other.value}
      autoHighlight
    >
      <Popup
        {...{ isLong, highlighted, trigger }}
        id={props.id}
        searchPlaceholder={props.searchPlaceholder}
      />
    </Base.Root>
  );
}

/** Whether what happened happened at the element, or moved the focus to it. */
function isAt(element: HTMLElement | null, event: Event): boolean {
  const places = [event.target, event instanceof FocusEvent ? event.relatedTarget : null];
  return places.some((place) => place instanceof Node && element?.contains(place));
}
