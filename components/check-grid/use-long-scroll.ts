"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { scrolledTo } from "./grid-keys";
import { followed, placeAt, type ScrollPlace, trackOf } from "./long-scroll";

export const lineHeightPx = 28;
export const headHeightPx = 46;
/** Lines drawn beyond what is in sight. */
const spareLines = 6;

const top: ScrollPlace = { topPx: 0, offsetPx: 0 };

/** Which lines are in sight, among more than a browser can draw. */
export function useLongScroll(scroller: RefObject<HTMLDivElement | null>, lines: number) {
  const [roomPx, setRoomPx] = useState(0);
  const [place, setPlace] = useState(top);
  const now = useRef(top);
  const track = trackOf(lines * lineHeightPx, roomPx);
  const tracked = useRef(track);
  tracked.current = track;

  const goTo = useCallback(
    (next: ScrollPlace) => {
      now.current = next;
      setPlace(next);
      const box = scroller.current;
      if (box && box.scrollTop !== next.topPx) box.scrollTop = next.topPx;
    },
    [scroller],
  );
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // Told when the browser knows it: asked for now, the page would be laid out in the task that draws the grid.
    const measure = () => setRoomPx(Math.max(0, box.clientHeight - headHeightPx));
    const onScroll = () => {
      const next = followed(now.current, box.scrollTop, tracked.current);
      if (next !== now.current) goTo(next);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", onScroll);
    };
  }, [scroller, goTo]);
  // Fewer lines: the end of them is not passed.
  const { totalPx } = track;
  useEffect(() => {
    const px = now.current.topPx + now.current.offsetPx;
    if (px > Math.max(0, totalPx - roomPx)) goTo(placeAt(px, tracked.current));
  }, [totalPx, roomPx, goTo]);

  /** Scrolls as far as is needed for a line to be in sight; from far off, to the middle. */
  const showLine = useCallback(
    (line: number) => {
      const { topPx, offsetPx } = now.current;
      const start = line * lineHeightPx;
      const px = topPx + offsetPx;
      const next = scrolledTo(px, tracked.current.roomPx, start, start + lineHeightPx);
      if (next === px) return;
      const isNear = Math.abs(next - px) < tracked.current.roomPx;
      goTo(
        isNear ? followed(now.current, topPx + next - px, tracked.current) : placeAt(next, tracked.current),
      );
    },
    [goTo],
  );
  const px = place.topPx + place.offsetPx;
  const from = Math.max(0, Math.floor(px / lineHeightPx) - spareLines);
  const to = Math.min(lines - 1, Math.ceil((px + roomPx) / lineHeightPx) + spareLines);
  return {
    ...{ from, to, showLine },
    /** How much is in sight is known; before it is, nothing can be brought there. */
    hasRoom: roomPx > 0,
    /** Of the first line drawn, under the head. */
    beforePx: Math.max(0, from * lineHeightPx - place.offsetPx),
    afterPx: Math.max(0, track.drawnPx - ((to + 1) * lineHeightPx - place.offsetPx)),
    /** Where a line stands, from the top of what scrolls. */
    topOf: (line: number) => headHeightPx + line * lineHeightPx - px,
    /** How many lines a page has. */
    page: Math.max(1, Math.floor(roomPx / lineHeightPx) - 1),
  };
}
