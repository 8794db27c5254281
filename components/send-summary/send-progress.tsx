"use client";
import { Button } from "@/components/ui/button";
import { bytes } from "@/lib/wording/counts";
import { duration } from "@/lib/wording/times";
import type { Sending } from "./sending";
import { useRate } from "./use-rate";

/** Writing, uploading, handing over: how much of how much, how fast, and a way to stop while nothing is handed over. */
export function SendProgress({ sending, onStop }: { sending: Sending; onStop: () => void }) {
  const rate = useRate(sending.kind === "uploading" && !sending.waiting ? sending.sentBytes : null);
  const { title, done, total } = parts(sending);
  return (
    <div className="rounded-3 border border-line-strong bg-surface px-4 py-3.5">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <span id="sending" className="font-medium">
          {title}
        </span>
        <span className="figures text-12 text-ink-2">
          {total === null ? null : `${bytes(done)} of ${bytes(total)}`}
          {sending.kind === "uploading" && rate !== null && rate > 0
            ? ` · ${bytes(rate)}/s · ${left(sending, rate)}`
            : null}
        </span>
      </div>
      <progress
        aria-labelledby="sending"
        max={total ?? 1}
        value={done}
        className="block h-2 w-full appearance-none overflow-hidden rounded-1 border-0 bg-line-strong [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-accent"
      />
      <div className="mt-2.5 flex items-center justify-between gap-4">
        <p className="text-12 text-ink-2">
          {sending.kind === "submitting"
            ? "It cannot be stopped at this moment."
            : "Leave this page open until the rows are with Hubload."}
        </p>
        {sending.kind === "submitting" ? null : (
          <Button size="sm" onClick={onStop}>
            Stop
          </Button>
        )}
      </div>
    </div>
  );
}

function parts(sending: Sending): { title: string; done: number; total: number | null } {
  switch (sending.kind) {
    case "writing":
      return { title: "Writing the rows", done: sending.doneBytes, total: sending.totalBytes };
    case "uploading":
      return {
        title: sending.waiting ? "Waiting for the network" : "Handing the rows to Hubload",
        done: sending.sentBytes,
        total: sending.totalBytes,
      };
    case "submitting":
      return { title: "Starting the import", done: 1, total: null };
  }
}

/** A range, not a promise. */
function left(sending: Extract<Sending, { kind: "uploading" }>, rate: number): string {
  const seconds = (sending.totalBytes - sending.sentBytes) / rate;
  if (seconds < 10) return "a few seconds left";
  return `${duration(seconds * 900)} to ${duration(seconds * 1300)} left`;
}
