import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonIconSize, buttonLook } from "./button-look";

/** Goes somewhere, looks like a button. */
export function LinkButton(
  props: Omit<ComponentProps<typeof Link>, "className"> & {
    variant?: ButtonVariant | undefined;
    size?: ButtonSize | undefined;
    icon?: LucideIcon | undefined;
    wide?: boolean | undefined;
  },
) {
  const { variant, size, icon: Icon, wide, children, ...rest } = props;
  return (
    <Link {...rest} className={buttonLook({ variant, size, wide })}>
      {Icon ? <Icon className={buttonIconSize(size)} /> : null}
      {children}
    </Link>
  );
}
