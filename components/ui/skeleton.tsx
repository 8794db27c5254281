import { classNames } from "./class-names";

/** A grey bar where text will be: still, and only after 300 ms. `width` is a Tailwind class such as `w-40`. */
export function Skeleton({ width = "w-full", height = "h-3" }: { width?: string; height?: string }) {
  return (
    <span
      aria-hidden
      className={classNames("appear-late block max-w-full rounded-1 bg-sunken", height, width)}
    />
  );
}
