"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { IconButton } from "./icon-button";
import { floating } from "./list-look";

/** A question over the page. Escape and a press beside it close it, unless `firm`. Never over another dialog. */
export function Dialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  /** Only its own buttons close it. */
  firm?: boolean | undefined;
}) {
  const { open, onOpenChange, title, description, children, footer, firm } = props;
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (next || !firm) onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-overlay transition-opacity duration-(--base) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={classNames(
            floating,
            "fixed inset-x-0 top-[14vh] z-40 mx-auto max-h-[80vh] w-[min(28rem,calc(100vw-2rem))] overflow-y-auto",
          )}
        >
          <div className="px-5 pt-4 pb-5">
            <Base.Title className="pt-0.5 pr-8 text-16 tracking-[-0.012em]">{title}</Base.Title>
            {description ? (
              <Base.Description className="mt-1 text-ink-2">{description}</Base.Description>
            ) : null}
            {children ? <div className="mt-4">{children}</div> : null}
          </div>
          {footer ? (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-sunken px-5 py-3">
              {footer}
            </div>
          ) : null}
          {firm ? null : (
            // Last, so that the focus goes to the first field when the dialog opens.
            <div className="absolute top-4 right-4">
              <IconButton name="Close" icon={X} size="sm" onClick={() => onOpenChange(false)} />
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
