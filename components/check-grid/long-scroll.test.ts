import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followed, mostDrawnPx, placeAt, trackOf } from "./long-scroll";

const room = 600;
const million = trackOf(28_000_000, room);
const at = ({ topPx, offsetPx }: { topPx: number; offsetPx: number }) => topPx + offsetPx;

describe("scrolling along more rows than a browser draws", () => {
  it("scrolls a short file as the browser does", () => {
    const short = trackOf(28_000, room);
    expect(placeAt(1000, short)).toEqual({ topPx: 1000, offsetPx: 0 });
    expect(followed({ topPx: 0, offsetPx: 0 }, 27_400, short)).toEqual({ topPx: 27_400, offsetPx: 0 });
  });

  it("reaches every place, drawn within what a browser draws", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 28_000_000 - room }), (px) => {
        const place = placeAt(px, million);
        expect(at(place)).toBe(px);
        expect(place.topPx).toBeGreaterThanOrEqual(0);
        expect(place.topPx).toBeLessThanOrEqual(mostDrawnPx - room);
      }),
    );
  });

  it("moves by as much as the wheel does, wherever it is, up to both ends", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 28_000_000 - room }),
        fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 40 }),
        (from, turns) => {
          let place = placeAt(from, million);
          for (const turn of turns) {
            const wanted = Math.min(Math.max(0, at(place) + turn), 28_000_000 - room);
            // The browser stops at the ends of what is drawn.
            const top = Math.min(Math.max(0, place.topPx + turn), mostDrawnPx - room);
            place = followed(place, top, million);
            expect(at(place)).toBe(wanted);
          }
        },
      ),
    );
  });

  it("goes to the same part of the file as the thumb of the bar", () => {
    const half = followed({ topPx: 0, offsetPx: 0 }, (mostDrawnPx - room) / 2, million);
    expect(at(half)).toBe((28_000_000 - room) / 2);
    const end = followed({ topPx: 0, offsetPx: 0 }, mostDrawnPx - room, million);
    expect(at(end)).toBe(28_000_000 - room);
  });
});
