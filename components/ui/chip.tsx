import { type LucideIcon, Radio } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type ChipTone = "live" | "test" | "fact" | "edge";

const tones: Record<ChipTone, string> = {
  live: "bg-live-soft text-live-text inset-ring inset-ring-live-line",
  test: "border border-dashed border-line-control text-ink-2",
  fact: "bg-sunken text-ink-2",
  edge: "text-ink-2 inset-ring inset-ring-line-strong",
};

/** For Live, Test and short facts; what became of rows is said by `StateWord`. */
export function Chip({
  tone = "fact",
  icon,
  children,
}: {
  tone?: ChipTone;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  const Icon = tone === "live" ? Radio : icon;
  return (
    <span
      className={classNames(
        "inline-flex h-4.5 items-center gap-1 rounded-1 px-1.5 text-11 font-strong whitespace-nowrap",
        tones[tone],
      )}
    >
      {Icon ? <Icon className="size-3" /> : null}
      {children}
    </span>
  );
}
