"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

/** A hint on hover and focus. Never the only copy of a fact; `children` is one element that can take the focus. */
export function Tooltip(props: { content: ReactNode; side?: "top" | "right"; children: ReactElement }) {
  const { content, side = "top", children } = props;
  return (
    <Base.Root>
      <Base.Trigger delay={350} render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="appear max-w-72 rounded-2 bg-ink px-2 py-1 text-12 text-surface">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
