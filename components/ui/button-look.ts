import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "live";
export type ButtonSize = "sm" | "md" | "lg";

const sizes: Record<ButtonSize, string> = {
  sm: "h-(--control-sm) px-2.25 text-12",
  md: "h-(--control) px-3 text-13",
  lg: "h-(--control-lg) px-4.5 text-14",
};

const square: Record<ButtonSize, string> = {
  sm: "size-(--control-sm)",
  md: "size-(--control)",
  lg: "size-(--control-lg)",
};

const variants: Record<ButtonVariant, string> = {
  primary:
    "border-accent bg-accent font-say text-on-accent shadow-flat hover:bg-accent-hover hover:border-accent-hover",
  secondary:
    "border-[color-mix(in_oklch,var(--line-control)_55%,var(--line-strong))] bg-surface font-medium text-ink shadow-flat hover:bg-hover",
  quiet: "border-transparent font-medium text-ink hover:bg-hover",
  // Only for what really writes to a live system.
  live: "border-live-fill bg-live-fill font-say text-on-accent shadow-flat hover:bg-[color-mix(in_oklch,var(--live-fill)_88%,var(--ink))]",
};

/** The classes of a button or of a link that looks like one. */
export function buttonLook(options: {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  iconOnly?: boolean | undefined;
  wide?: boolean | undefined;
}): string {
  const { variant = "secondary", size = "md" } = options;
  return classNames(
    "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-2 border whitespace-nowrap transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed",
    options.iconOnly ? square[size] : sizes[size],
    variants[variant],
    options.wide && "w-full",
  );
}

/** The size of an icon in a button. */
export function buttonIconSize(size: ButtonSize = "md"): string {
  return size === "sm" ? "size-3" : "size-3.5";
}
