"use client";
import { useMemo } from "react";
import type { CheckResult } from "@/lib/checks/issue";

/** So many places a tick can stand at: more than a screen has lines. */
const places = 1000;

/** Where in the file the errors are, before scrolling there. A press goes to that part of the file. */
export function ScrollTrack({ result, onGo }: { result: CheckResult; onGo: (index: number) => void }) {
  const path = useMemo(() => {
    const at = new Set<number>();
    for (const row of result.issueRows) {
      if (row.issues.some((issue) => issue.severity === "error"))
        at.add(Math.round((places * row.index) / result.rows));
    }
    return [...at].map((y) => `M3 ${y}H10`).join("");
  }, [result]);
  return (
    <div
      aria-hidden
      className="relative cursor-pointer border-l border-line bg-sunken"
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        onGo(Math.floor(((event.clientY - box.top) / box.height) * result.rows));
      }}
    >
      <svg
        viewBox={`0 0 13 ${places}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
        aria-hidden="true"
      >
        <path d={path} stroke="var(--failed-fill)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  );
}
