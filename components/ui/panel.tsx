import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** A white sheet with an edge and no shadow. With a title it is a section of the page. */
export function Panel(props: {
  title?: ReactNode;
  /** Beside the title, in a quieter voice. */
  note?: ReactNode;
  /** At the right of the head. */
  aside?: ReactNode;
  /** Space around the content; without it the content draws its own. */
  padded?: boolean | undefined;
  children: ReactNode;
}) {
  const { title, note, aside, padded, children } = props;
  return (
    <section className="min-w-0 overflow-hidden rounded-3 border border-line-strong bg-surface">
      {title ? (
        <header className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-2">
          <h2 className="text-14 tracking-[-0.004em]">{title}</h2>
          {note ? <span className="text-ink-3">{note}</span> : null}
          {aside ? <div className="ml-auto text-12 text-ink-3">{aside}</div> : null}
        </header>
      ) : null}
      <div className={classNames(padded && "px-4 py-3.5")}>{children}</div>
    </section>
  );
}
