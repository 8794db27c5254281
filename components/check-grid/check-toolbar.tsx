"use client";
import { ChevronDown, ChevronUp, CircleCheck, CircleX, TriangleAlert, X } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { FilterBar } from "@/components/ui/filter-bar";
import { IconButton } from "@/components/ui/icon-button";
import type { CheckResult } from "@/lib/checks/issue";
import { count, number } from "@/lib/wording/counts";
import type { Stop, Tab } from "./grid-view";

/** "Error 5 of 11". */
export function placeWords(stops: readonly Stop[], at: number): string {
  const word = stops[at]?.issue.severity === "error" ? "Error" : "Warning";
  return `${word} ${number(at + 1)} of ${number(stops.length)}`;
}

/** Which rows are shown, with counts over all of them, and the way from error to error. */
export function CheckToolbar(props: {
  result: CheckResult;
  /** `null` while a kind of issue chooses what is shown. */
  tab: Tab | null;
  onTab: (tab: Tab) => void;
  /** The kind of issue that chooses, in words. */
  kind: string | null;
  stops: readonly Stop[];
  stopAt: number | null;
  onGo: (step: 1 | -1) => void;
}) {
  const { result, tab, onTab, kind } = props;
  const bar = useRef<HTMLDivElement>(null);
  const showAll = () => {
    // The button goes away with the kind: the focus goes on to "All".
    bar.current?.querySelector("button")?.focus();
    onTab("all");
  };
  return (
    <div
      ref={bar}
      className="flex min-h-12.75 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5"
    >
      <FilterBar<Tab | "none">
        label="Which rows are shown"
        value={tab ?? "none"}
        onChange={(key) => {
          if (key !== "none") onTab(key);
        }}
        items={[
          { key: "all", label: "All", count: result.rows },
          { key: "ready", label: "Ready", count: result.ready, icon: CircleCheck, tone: "done" },
          { key: "errors", label: "Errors", count: result.withErrors, icon: CircleX, tone: "failed" },
          {
            key: "warnings",
            label: "Warnings",
            count: result.withWarnings,
            icon: TriangleAlert,
            tone: "unsure",
          },
        ]}
      />
      {kind === null ? null : (
        <Button size="sm" iconEnd={X} title="Show all rows" onClick={showAll}>
          {kind}
          <span className="sr-only">. Show all rows</span>
        </Button>
      )}
      <div className="ml-auto flex items-center gap-1">
        <StopButtons {...props} />
      </div>
    </div>
  );
}

function StopButtons(props: { stops: readonly Stop[]; stopAt: number | null; onGo: (step: 1 | -1) => void }) {
  const { stops, stopAt, onGo } = props;
  const first = stops[0];
  if (!first) return null;
  const noun = first.issue.severity === "error" ? "error" : "warning";
  return (
    <>
      <span className="figures mr-1 text-12 text-ink-3">
        {stopAt === null ? count(stops.length, noun) : placeWords(stops, stopAt)}
      </span>
      <IconButton name={`Previous ${noun} (Shift F8)`} icon={ChevronUp} size="sm" onClick={() => onGo(-1)} />
      <IconButton name={`Next ${noun} (F8)`} icon={ChevronDown} size="sm" onClick={() => onGo(1)} />
    </>
  );
}
