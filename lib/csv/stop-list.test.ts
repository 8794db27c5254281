import fc from "fast-check";
import { expect, test } from "vitest";
import { StopList } from "./stop-list";

const stops = [0, 10, 13, 34, 44];

test("from any place on, all stops up to the end are listed, and nothing else", () => {
  const byte = fc.oneof(fc.constantFrom(...stops), fc.integer({ min: 0, max: 255 }));
  const bytesOf = fc.array(byte, { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(bytesOf, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (values, places) => {
      const end = values.length - 1;
      const bytes = Uint8Array.from([...values, ...new Array<number>(8).fill(0)]);
      const list = new StopList(stops);
      for (const place of places) {
        const at = place % values.length;
        list.goTo(at, bytes, end);
        const listed = [...list.places.subarray(list.next, list.count)].filter((stop) => stop <= end);
        const expected = values.flatMap((value, index) =>
          index >= at && stops.includes(value) ? [index] : [],
        );
        expect(listed).toEqual(expected);
      }
    }),
    { numRuns: 2000 },
  );
});
