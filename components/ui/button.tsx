import type { LucideIcon } from "lucide-react";
import type { ComponentProps, MouseEvent } from "react";
import { type ButtonSize, type ButtonVariant, buttonIconSize, buttonLook } from "./button-look";
import { Spinner } from "./spinner";

export type ButtonProps = Omit<ComponentProps<"button">, "className"> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: LucideIcon | undefined;
  iconEnd?: LucideIcon | undefined;
  /** The work it started is under way: the label stays, a spinner replaces the icon, the width is kept, a press does nothing. */
  busy?: boolean | undefined;
  /** As wide as its place. */
  wide?: boolean | undefined;
};

/** The label says verb, number and place; an ellipsis at its end means that a question follows. One primary a page. */
export function Button(props: ButtonProps) {
  const {
    variant,
    size,
    icon: Icon,
    iconEnd: IconEnd,
    busy = false,
    wide,
    children,
    onClick,
    type,
    ...rest
  } = props;
  const iconSize = buttonIconSize(size);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    // It keeps the focus while it works, so it is not disabled; a second press is only swallowed.
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type ?? "button"}
      className={buttonLook({ variant, size, wide })}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={press}
    >
      {busy && Icon ? <Spinner className={iconSize} /> : null}
      {!busy && Icon ? <Icon className={iconSize} /> : null}
      {busy && !Icon ? (
        // Without an icon to replace, the label makes room inside the padding: the width stays.
        <span className="relative translate-x-2">
          <Spinner className="absolute top-1/2 right-full mr-1 -mt-1.5 size-3" />
          {children}
        </span>
      ) : (
        <span>{children}</span>
      )}
      {IconEnd ? <IconEnd className={iconSize} /> : null}
    </button>
  );
}
