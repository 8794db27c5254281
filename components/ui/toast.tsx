"use client";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { IconButton } from "./icon-button";

const staysMs = 8000;

/** What a person did and can undo; goes away by itself, but not while it is looked at. Give each its own key. */
export function Toast(props: { children: ReactNode; action: ReactNode; onClose: () => void }) {
  const { children, action, onClose } = props;
  const [isHeld, setHeld] = useState(false);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => close(), staysMs);
    return () => clearTimeout(timer);
  }, [isHeld]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays while it is looked at
    <div
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      className="flex max-w-120 items-center gap-2 rounded-2 bg-surface py-1.5 pr-1.5 pl-3.5 shadow-float"
    >
      <p className="min-w-0 flex-1 wrap-anywhere">{children}</p>
      {action}
      <IconButton name="Close" icon={X} size="sm" onClick={onClose} />
    </div>
  );
}
