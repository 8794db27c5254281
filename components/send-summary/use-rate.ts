"use client";
import { useEffect, useRef, useState } from "react";

const everyMs = 500;
/** How much the latest half second counts against those before. */
const weight = 0.3;

/** Bytes a second, smoothed; `null` until a second has passed. */
export function useRate(sentBytes: number | null): number | null {
  const [rate, setRate] = useState<number | null>(null);
  const last = useRef<{ atMs: number; bytes: number } | null>(null);
  useEffect(() => {
    if (sentBytes === null) {
      last.current = null;
      setRate(null);
      return;
    }
    const atMs = performance.now();
    const before = last.current;
    if (!before) {
      last.current = { atMs, bytes: sentBytes };
      return;
    }
    if (atMs - before.atMs < everyMs) return;
    const now = ((sentBytes - before.bytes) / (atMs - before.atMs)) * 1000;
    last.current = { atMs, bytes: sentBytes };
    setRate((known) => (known === null ? now : known + weight * (now - known)));
  }, [sentBytes]);
  return rate;
}
