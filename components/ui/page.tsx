import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** The body of a page of the console. Lists take the full width, everything else reads better below 1320 px. */
export function Page({ full, children }: { full?: boolean; children: ReactNode }) {
  return (
    <div
      className={classNames(
        "w-full px-6 pt-5 pb-8 wide:px-8 wide:pt-6.5 wide:pb-10",
        full ? null : "max-w-[82.5rem]",
      )}
    >
      {children}
    </div>
  );
}

/** The head of a page without a sentence. */
export function PageHead({ title, aside }: { title: ReactNode; aside?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-20 tracking-[-0.014em]">{title}</h1>
      {aside ? <div className="ml-auto text-12 text-ink-3">{aside}</div> : null}
    </div>
  );
}
