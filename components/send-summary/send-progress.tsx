"use client";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { bytes, number } from "@/lib/wording/counts";
import { duration } from "@/lib/wording/times";
import { type Sending, sentShare, sentWords, type Uploading } from "./sending";
import { useRate } from "./use-rate";

/** Uploading, handing over: how much of how much, how fast, and a way to stop while nothing is handed over. */
export function SendProgress({ sending, onStop }: { sending: Sending; onStop: () => void }) {
  const rate = useRate(sending.kind === "uploading" && !sending.waiting ? sending.sentBytes : null);
  const whole = useRef<HTMLDivElement>(null);
  // On a low screen it would begin below the fold, with the button that stops it.
  useEffect(() => {
    whole.current?.scrollIntoView?.({ block: "nearest" });
  }, []);
  return (
    <div ref={whole} className="scroll-my-4 rounded-3 border border-line-strong bg-surface px-4 py-3.5">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <span id="sending" className="font-medium">
          {titleOf(sending)}
        </span>
        <span className="figures text-12 text-ink-2">
          {sending.kind === "uploading" ? figures(sending, rate) : null}
        </span>
      </div>
      <progress
        aria-labelledby="sending"
        max={1}
        {...(sending.kind === "comparing"
          ? {}
          : { value: sending.kind === "uploading" ? sentShare(sending) : 1 })}
        className="block h-2 w-full appearance-none overflow-hidden rounded-1 border-0 bg-line-strong [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-accent"
      />
      <div className="mt-2.5 flex items-center justify-between gap-4">
        <p className="text-12 text-ink-2">{notes[sending.kind]}</p>
        {sending.kind === "submitting" ? null : (
          <Button size="sm" onClick={onStop}>
            Stop
          </Button>
        )}
      </div>
    </div>
  );
}

const notes: Record<Sending["kind"], string> = {
  uploading: "Leave this page open until the rows are with Hubload.",
  comparing: "All rows are compared with those of earlier imports.",
  submitting: "It cannot be stopped at this moment.",
};

function titleOf(sending: Sending): string {
  if (sending.kind === "submitting") return "Starting the import";
  if (sending.kind === "comparing") return "Looking for rows that were sent before";
  return sending.waiting ? "Waiting for the network" : "Handing the rows to Hubload";
}

/** "34 MB of 56 MB · 3 MB/s · a few seconds left"; while rows are written, how many of them. */
function figures(sending: Uploading, rate: number | null): string {
  const { rows, totalRows, sentBytes, totalBytes } = sending;
  const written = `${number(rows)} of ${number(totalRows)} rows written`;
  const speed = rate === null || rate <= 0 ? null : `${bytes(rate)}/s`;
  const toGo =
    totalBytes === null || rate === null || rate <= 0 ? null : left((totalBytes - sentBytes) / rate);
  return [totalBytes === null ? written : null, sentWords(sending), speed, toGo]
    .filter((part) => part !== null)
    .join(" · ");
}

/** A range, not a promise. */
function left(seconds: number): string {
  if (seconds < 10) return "a few seconds left";
  return `${duration(seconds * 900)} to ${duration(seconds * 1300)} left`;
}
