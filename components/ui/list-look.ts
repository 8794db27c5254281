/** The shape of everything that floats: popovers, menus, lists. */
export const floating = "appear rounded-3 bg-surface text-ink shadow-float outline-none";

/** One line of a list or a menu. */
export const listItem =
  "grid cursor-default grid-cols-[0.875rem_minmax(0,1fr)] items-center gap-x-2 rounded-2 px-2 py-1.5 outline-none select-none " +
  "data-highlighted:bg-hover data-selected:font-medium data-disabled:opacity-50";

export const listGroupLabel = "px-2 pt-2 pb-1 text-11 font-strong text-ink-3";

/** The closed control of a list: what is chosen, and the two arrows. */
export const listTrigger =
  "flex w-full items-center gap-2 rounded-2 border bg-surface pr-2 pl-2.5 text-left text-ink " +
  "hover:bg-hover disabled:opacity-60 data-disabled:opacity-60 data-popup-open:bg-hover";
