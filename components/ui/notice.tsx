import { CircleX, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { CopyButton } from "./copy-button";

export type NoticeTone = "failed" | "unsure" | "info" | "live";

const tones: Record<NoticeTone, { box: string; icon: LucideIcon; color: string }> = {
  failed: { box: "border-failed-line bg-failed-soft", icon: CircleX, color: "text-failed-text" },
  unsure: { box: "border-unsure-line bg-unsure-soft", icon: TriangleAlert, color: "text-unsure-text" },
  live: { box: "border-live-line bg-live-soft", icon: TriangleAlert, color: "text-live-text" },
  info: { box: "border-line-strong bg-surface", icon: Info, color: "text-ink-3" },
};

/** Stands where it happened: what happened, whether anything was sent, what to do; an id for support with copy. */
export function Notice(props: {
  tone: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  /** Names the failure in the server's log. */
  id?: string | undefined;
  action?: ReactNode;
}) {
  const { tone, title, children, id, action } = props;
  const { box, icon: Icon, color } = tones[tone];
  return (
    <div
      role={tone === "failed" ? "alert" : "status"}
      className={classNames("flex gap-2.5 rounded-2 border px-3 py-2.5", box)}
    >
      <Icon className={classNames("mt-0.5 size-4", color)} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children ? <div className="text-ink-2">{children}</div> : null}
        {id ? (
          <p className="mt-1 flex items-center gap-1 text-12 text-ink-2">
            <span>
              Id for support <span className="raw">{id}</span>
            </span>
            <CopyButton text={id} label="Copy the id" />
          </p>
        ) : null}
      </div>
      {action ? <div className="self-center">{action}</div> : null}
    </div>
  );
}
