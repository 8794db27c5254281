"use client";
import { useEffect, useState } from "react";
import type { CheckCounts } from "@/lib/checks/issue";
import type { GridSource } from "./grid-source";

/** So many places a tick can stand at: as many as a screen has lines of pixels to tell apart. */
const places = 400;

/** Where in the file the errors are, before scrolling there. A press goes to that part of what is shown. */
export function ScrollTrack(props: {
  source: GridSource;
  check: CheckCounts;
  /** All rows are shown: elsewhere every row has its issue. */
  isAll: boolean;
  lines: number;
  onGo: (line: number) => void;
}) {
  const { source, check, isAll, lines, onGo } = props;
  const [ticks, setTicks] = useState<number[]>([]);
  useEffect(() => {
    if (check.withErrors === 0) {
      setTicks([]);
      return;
    }
    const stop = new AbortController();
    source.spread({ show: "errors" }, places, { signal: stop.signal }).then(
      setTicks,
      // Stopped: the next check asks again.
      () => undefined,
    );
    return () => stop.abort();
  }, [source, check]);
  const path = isAll ? ticks.map((y) => `M3 ${y + 0.5}H10`).join("") : "";
  return (
    <div
      aria-hidden
      className="relative cursor-pointer border-l border-line bg-sunken"
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        onGo(Math.min(lines - 1, Math.floor(((event.clientY - box.top) / box.height) * lines)));
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
