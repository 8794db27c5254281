import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Skeleton } from "@/components/ui/skeleton";
import { requestIdOf } from "@/lib/api-client/api-error";

/** A sheet with a head that stays and content that scrolls. */
export function Pane(props: {
  title: string;
  note?: ReactNode;
  /** At the right of the head. */
  action?: ReactNode;
  search?: ReactNode;
  /** Nothing in it takes the focus, so what scrolls does: its name. */
  onlyText?: string | undefined;
  children: ReactNode;
}) {
  const { title, note, action, search, onlyText, children } = props;
  return (
    <section
      aria-label={title}
      className="flex max-h-full min-h-0 min-w-0 flex-col overflow-hidden rounded-3 border border-line-strong bg-surface"
    >
      <header className="flex min-h-11 shrink-0 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-2">
        <h2 className="text-14">{title}</h2>
        <span className="flex items-center gap-3">
          {note ? <span className="figures text-12 text-ink-3">{note}</span> : null}
          {action}
        </span>
      </header>
      {search}
      {onlyText ? (
        <ScrollRegion label={onlyText} className="min-h-0 flex-1 overflow-y-auto">
          {children}
        </ScrollRegion>
      ) : (
        <div className="relative min-h-0 flex-1 overflow-y-auto">{children}</div>
      )}
    </section>
  );
}

/** Narrows a list by what is typed. */
export function SearchLine(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="flex shrink-0 items-center gap-2 border-b border-line px-4 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus">
      <Search className="size-3.5 text-ink-3" aria-hidden />
      <span className="sr-only">{props.label}</span>
      <input
        type="search"
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        placeholder={props.label}
        className="h-9 w-full min-w-0 bg-transparent outline-none"
      />
    </label>
  );
}

/** What matches everything typed, in any order; lower and upper case are the same. */
export function matching<T>(items: readonly T[], typed: string, wordsOf: (item: T) => string): T[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const text = wordsOf(item).toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What could not be read: why, that nothing was sent, and the way on. */
export function NotRead({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) {
  const id = requestIdOf(error);
  return (
    <div className="p-3">
      <Notice tone="failed" title={`${what} could not be read.`} id={id}>
        <p>{error.message}</p>
        <p>Nothing was sent.</p>
        <div className="mt-2">
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        </div>
      </Notice>
    </div>
  );
}

const widths = ["w-40", "w-56", "w-32", "w-48", "w-36"] as const;

/** Grey bars where the rows will be. */
export function PaneSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      {widths.map((width) => (
        <div key={width} className="grid gap-2 border-b border-line px-4 py-3">
          <Skeleton width={width} />
          <Skeleton width="w-24" height="h-2" />
        </div>
      ))}
    </div>
  );
}
