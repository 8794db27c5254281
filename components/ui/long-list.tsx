"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { ComboboxOption } from "./combobox-option";
import { listGroupLabel } from "./list-look";
import { observeRoom } from "./observe-room";

export type Item = ComboboxOption & { clears?: true };
export type ItemGroup = { label: string; items: Item[] };

/** Where an option stands among all of them. */
export interface ItemPlace {
  /** 0-based. */
  index: number;
  "aria-posinset": number;
  "aria-setsize": number;
}

/** Pixels: of an option, of the label of a group, of what is seen of the list. */
const optionHeight = 32;
const labelHeight = 28;
const shownHeight = 352;

type Row = { key: string; label: string } | { key: string; item: Item; index: number };

/** The options that are found, with the labels of their groups, one under the other. */
function rowsOf(groups: readonly ItemGroup[]): Row[] {
  let index = 0;
  return groups.flatMap(({ label, items }): Row[] => [
    ...(label === "" ? [] : [{ key: `group ${label}`, label }]),
    ...items.map((item) => ({ key: `option ${item.value}`, item, index: index++ })),
  ]);
}

/**
 * The options of a combobox that are in sight, among more than are drawn at once.
 *
 * @param props.highlighted brought into sight: the option the keyboard is at
 */
export function LongList(props: {
  className: string;
  highlighted: number | null;
  children: (item: Item, place: ItemPlace) => ReactNode;
}) {
  const { className, highlighted, children } = props;
  const groups = Base.useFilteredItems<ItemGroup>();
  const rows = useMemo(() => rowsOf(groups), [groups]);
  const scroller = useRef<HTMLDivElement>(null);
  const sight = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (rows[at] && "item" in rows[at] ? optionHeight : labelHeight),
    initialRect: { width: 0, height: shownHeight },
    observeElementRect: observeRoom,
    // The list has 4 pixels of its own above and below.
    scrollPaddingEnd: 8,
    overscan: 4,
  });
  useEffect(() => {
    const at = rows.findIndex((row) => "item" in row && row.index === highlighted);
    // The first of a group is seen with its label.
    if (at >= 0) sight.scrollToIndex(at === 1 ? 0 : at);
  }, [sight, rows, highlighted]);
  const inSight = sight.getVirtualItems();
  const options = rows.length - groups.filter(({ label }) => label !== "").length;
  return (
    <Base.List ref={scroller} className={className}>
      {rows.length === 0 ? null : (
        <div
          role="presentation"
          style={{
            paddingTop: inSight[0]?.start ?? 0,
            paddingBottom: sight.getTotalSize() - (inSight.at(-1)?.end ?? 0),
          }}
        >
          {inSight.map(({ index: at }) => {
            const row = rows[at];
            if (!row) return null;
            return "item" in row ? (
              children(row.item, {
                index: row.index,
                "aria-posinset": row.index + 1,
                "aria-setsize": options,
              })
            ) : (
              <div key={row.key} role="presentation" className={listGroupLabel}>
                {row.label}
              </div>
            );
          })}
        </div>
      )}
    </Base.List>
  );
}
