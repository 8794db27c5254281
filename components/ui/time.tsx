/** A moment: short in its place, the whole truth with the zone on hover. Both are words made by the caller. */
export function Time({ at, short, full }: { at: string; short: string; full: string }) {
  return (
    <time dateTime={at} title={full} className="figures relative whitespace-nowrap">
      {short}
    </time>
  );
}
