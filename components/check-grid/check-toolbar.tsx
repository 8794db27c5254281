"use client";
import {
  ChevronDown,
  ChevronUp,
  CircleCheck,
  CircleSlash,
  CircleX,
  Keyboard,
  Redo2,
  Replace,
  TriangleAlert,
  Undo2,
  X,
} from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { FilterBar } from "@/components/ui/filter-bar";
import { IconButton } from "@/components/ui/icon-button";
import type { CheckCounts } from "@/lib/checks/issue";
import type { Tab } from "./views";

interface ToolbarProps {
  check: CheckCounts;
  /** `null`: something else is shown, which `other` names. */
  tab: Tab | null;
  onTab: (tab: Tab) => void;
  other: string | null;
  /** What F8 goes along; `null`: nothing. */
  noun: "error" | "warning" | "match" | null;
  onWalk: (by: 1 | -1) => void;
  /** What undo would take back, in words; `null`: nothing. */
  undo: string | null;
  redo: string | null;
  onUndo: () => void;
  onRedo: () => void;
  onFind: () => void;
  onKeys: () => void;
  download: ReactNode;
}

/** Which rows are shown, with counts over all of them; the way from issue to issue; what can be done to many. */
export function CheckToolbar(props: ToolbarProps) {
  const { check, tab, onTab, other } = props;
  const bar = useRef<HTMLDivElement>(null);
  const showAll = () => {
    // The button goes away with what it names: the focus goes on to "All".
    bar.current?.querySelector("button")?.focus();
    onTab("all");
  };
  return (
    <div
      ref={bar}
      className="flex min-h-12.75 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5"
    >
      <FilterBar<Tab | "none">
        label="Which rows are shown"
        value={tab ?? "none"}
        onChange={(key) => {
          if (key !== "none") onTab(key);
        }}
        items={[
          { key: "all", label: "All", count: check.rows },
          { key: "ready", label: "Ready", count: check.ready, icon: CircleCheck, tone: "done" },
          { key: "errors", label: "Errors", count: check.withErrors, icon: CircleX, tone: "failed" },
          {
            key: "warnings",
            label: "Warnings",
            count: check.withWarnings,
            icon: TriangleAlert,
            tone: "unsure",
          },
          { key: "excluded", label: "Excluded", count: check.excluded, icon: CircleSlash, tone: "idle" },
        ]}
      />
      {other === null ? null : (
        <Button size="sm" iconEnd={X} title="Show all rows" onClick={showAll}>
          <span className="block max-w-36 truncate wide:max-w-60">{other}</span>
          <span className="sr-only">. Show all rows</span>
        </Button>
      )}
      <div className="ml-auto flex items-center gap-0.5">
        <WalkButtons {...props} />
        <HistoryButtons {...props} />
        <Button size="sm" variant="quiet" icon={Replace} onClick={props.onFind}>
          <span className={other === null ? "max-wide:sr-only" : "sr-only"}>Find and replace</span>
        </Button>
        {props.download}
        <IconButton name="Keys" icon={Keyboard} size="sm" onClick={props.onKeys} />
      </div>
    </div>
  );
}

function WalkButtons({ noun, onWalk }: ToolbarProps) {
  if (noun === null) return null;
  const what = noun === "match" ? "row found" : noun;
  return (
    <>
      <IconButton
        name={`Previous ${what} (Shift F8)`}
        icon={ChevronUp}
        size="sm"
        onClick={() => onWalk(-1)}
      />
      <IconButton name={`Next ${what} (F8)`} icon={ChevronDown} size="sm" onClick={() => onWalk(1)} />
    </>
  );
}

function HistoryButtons({ undo, redo, onUndo, onRedo }: ToolbarProps) {
  return (
    <>
      <IconButton
        name={undo === null ? "Undo" : `Undo: ${undo}`}
        icon={Undo2}
        size="sm"
        disabled={undo === null}
        onClick={onUndo}
      />
      <IconButton
        name={redo === null ? "Redo" : `Redo: ${redo}`}
        icon={Redo2}
        size="sm"
        disabled={redo === null}
        onClick={onRedo}
      />
    </>
  );
}
