import type { ReactNode, Ref } from "react";
import { classNames } from "./class-names";

/**
 * Text or a table that scrolls inside the page. Nothing in it can be focused, so it can be itself: the arrow keys then
 * reach what is out of sight (WCAG 2.1.1). What is placed absolutely in it, words only read aloud among it, scrolls with
 * it and does not widen the page.
 */
export function ScrollRegion(props: {
  label: string;
  className: string;
  ref?: Ref<HTMLElement> | undefined;
  children: ReactNode;
}) {
  const { label, className, ref, children } = props;
  return (
    <section
      ref={ref}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className={classNames("relative -outline-offset-2", className)}
    >
      {children}
    </section>
  );
}
