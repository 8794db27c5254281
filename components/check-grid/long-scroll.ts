/**
 * Browsers draw nothing beyond some 17 million pixels (Firefox; Chromium 33), which is 600,000 rows. What is drawn is
 * never higher than this; where the rows are, an offset says what lies above them and is not drawn.
 */
export const mostDrawnPx = 8_000_000;

/** How long the rows are, how much of it the browser scrolls, and how much is in sight. */
export interface Track {
  totalPx: number;
  drawnPx: number;
  roomPx: number;
}

/** Where the browser has scrolled to, and what lies above it and is not drawn. Together: the place among the rows. */
export interface ScrollPlace {
  topPx: number;
  offsetPx: number;
}

export const trackOf = (totalPx: number, roomPx: number): Track => ({
  totalPx,
  drawnPx: Math.min(totalPx, Math.max(mostDrawnPx, 4 * roomPx)),
  roomPx,
});

/** Where to scroll so that a place among the rows is at the top. Near the ends nothing is left out. */
export function placeAt(px: number, { totalPx, drawnPx, roomPx }: Track): ScrollPlace {
  const hidden = totalPx - drawnPx;
  const most = Math.max(0, totalPx - roomPx);
  const at = Math.min(Math.max(0, px), most);
  if (hidden === 0 || at < 2 * roomPx) return { topPx: at, offsetPx: 0 };
  if (most - at < 2 * roomPx) return { topPx: at - hidden, offsetPx: hidden };
  const topPx = Math.round((at / most) * (drawnPx - roomPx));
  return { topPx, offsetPx: at - topPx };
}

/**
 * Where the rows are after the browser scrolled: a little further by as much, and at the part of the way where the thumb
 * of the bar was let go.
 */
export function followed(before: ScrollPlace, topPx: number, track: Track): ScrollPlace {
  const { totalPx, drawnPx, roomPx } = track;
  if (totalPx === drawnPx) return { topPx, offsetPx: 0 };
  if (topPx === before.topPx) return before;
  const isFar = Math.abs(topPx - before.topPx) > roomPx;
  if (isFar) {
    const at = Math.round((topPx / (drawnPx - roomPx)) * (totalPx - roomPx));
    return { topPx, offsetPx: Math.min(Math.max(0, at - topPx), totalPx - drawnPx) };
  }
  const at = topPx + before.offsetPx;
  const isNearEnd = topPx < roomPx || drawnPx - roomPx - topPx < roomPx;
  return isNearEnd ? placeAt(at, track) : { topPx, offsetPx: before.offsetPx };
}
