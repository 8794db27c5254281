"use client";
import { useEffect, useLayoutEffect, useRef } from "react";
import { type Step, steps } from "@/lib/import-draft";
import { stepNames } from "./step-bar";

/** After a change of step the focus is at the top of the new one, it is said aloud, and the tab's title tells it. */
export function useStepChange(at: Step, title: string) {
  const body = useRef<HTMLElement>(null);
  const before = useRef(at);
  useEffect(() => {
    document.title = `${stepNames[at]} · ${title} · Hubload`;
  }, [at, title]);
  // Before it is drawn: what is pressed at once must not move.
  useLayoutEffect(() => {
    if (before.current === at) return;
    before.current = at;
    body.current?.focus({ preventScroll: true });
    body.current?.scrollTo({ top: 0 });
  }, [at]);
  return { body, announced: `Step ${steps.indexOf(at) + 1} of ${steps.length}: ${stepNames[at]}` };
}
