import { type KeyboardEvent, type Ref, useLayoutEffect, useRef, useState } from "react";
import type { NotePlace } from "./check-grid";
import { type CellFacts, IssuePopover, type NoteActions, popoverWidthPx } from "./issue-popover";
import { headHeightPx, lineHeightPx } from "./use-long-scroll";

/** The note beside the current cell, under it or over it, while the cell is in sight. */
export function CellNote(props: {
  ref: Ref<HTMLDivElement>;
  facts: CellFacts;
  actions: NoteActions;
  place: string | null;
  at: NotePlace;
  /** Escape was pressed in it. */
  onLeave: () => void;
}) {
  const { facts, actions, place, at, onLeave } = props;
  const { leftPx, topPx, roomPx } = at;
  const own = useRef<HTMLDivElement>(null);
  const [heightPx, setHeightPx] = useState(190);
  useLayoutEffect(() => {
    const height = own.current?.offsetHeight ?? 0;
    if (height > 0 && height !== heightPx) setHeightPx(height);
  });
  const isInSight = topPx >= headHeightPx - lineHeightPx / 2 && topPx < roomPx.height;
  if (!isInSight) return null;
  const left = Math.max(8, Math.min(leftPx, roomPx.width - popoverWidthPx - 8));
  const roomUnder = roomPx.height - topPx - lineHeightPx;
  const isUnder = heightPx + 10 < roomUnder || roomUnder > topPx;
  const edge = isUnder ? { top: topPx + lineHeightPx + 5 } : { bottom: roomPx.height - topPx + 5 };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onLeave();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend
    <div
      ref={props.ref}
      role="group"
      aria-label="About this cell"
      onKeyDown={onKeyDown}
      className="absolute z-30"
      style={{ left, width: popoverWidthPx, ...edge }}
    >
      <div ref={own}>
        <IssuePopover facts={facts} actions={actions} place={place} />
      </div>
    </div>
  );
}
