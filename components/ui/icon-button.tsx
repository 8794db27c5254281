"use client";
import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonIconSize, buttonLook } from "./button-look";
import { Tooltip } from "./tooltip";

/** Only for undo, redo, download, copy, more, close and the like; its name is shown as a tooltip and read aloud. */
export function IconButton(
  props: Omit<ComponentProps<"button">, "className" | "children"> & {
    name: string;
    icon: LucideIcon;
    variant?: ButtonVariant | undefined;
    size?: ButtonSize | undefined;
  },
) {
  const { name, icon: Icon, variant = "quiet", size = "md", type, ...rest } = props;
  return (
    <Tooltip content={name}>
      <button
        {...rest}
        type={type ?? "button"}
        aria-label={name}
        className={buttonLook({ variant, size, iconOnly: true })}
      >
        <Icon className={buttonIconSize(size)} />
      </button>
    </Tooltip>
  );
}
