"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { type Step, steps } from "@/lib/import-draft";

/** Where the person is, as the address bar names it. */
export interface Address {
  step: Step;
  connectionId: string | null;
  objectName: string | null;
  /** The unfinished import; `null` while none is kept. */
  draftId: string | null;
}

export const firstAddress: Address = { step: "where", connectionId: null, objectName: null, draftId: null };

/** Reads the address; a step nobody knows is the first. */
function parseAddress(params: URLSearchParams): Address {
  return {
    step: steps.find((step) => step === params.get("step")) ?? "where",
    connectionId: params.get("connection"),
    objectName: params.get("object"),
    draftId: params.get("draft"),
  };
}

/** What the wizard was opened for stays in its address, until it is left for the beginning. */
const lasting = ["corrects", "outcomes", "reason", "again", "revises", "key"];

function toSearch({ step, connectionId, objectName, draftId }: Address): string {
  const params = new URLSearchParams({ step });
  const now = typeof window === "undefined" ? null : new URLSearchParams(window.location.search);
  for (const name of lasting) {
    const value = now?.get(name);
    if (value && !(step === "where" && connectionId === null)) params.set(name, value);
  }
  if (connectionId !== null) params.set("connection", connectionId);
  if (objectName !== null) params.set("object", objectName);
  if (draftId !== null) params.set("draft", draftId);
  return `?${params}`;
}

/** The address, and how to change it: `push` makes a new entry for Back, `replace` corrects the present one. */
export function useAddress() {
  const params = useSearchParams();
  // Next tells of a change a moment later; a radio button has to follow the press at once.
  const [address, setAddress] = useState(() => parseAddress(params));
  useEffect(() => {
    // Back, Forward, or a link to the wizard. What is told may be older than what the bar shows by now.
    if (new URLSearchParams(window.location.search).toString() !== params.toString()) return;
    const told = parseAddress(params);
    setAddress((before) => (toSearch(before) === toSearch(told) ? before : told));
  }, [params]);
  const push = useCallback((next: Address) => {
    setAddress(next);
    window.history.pushState(null, "", toSearch(next));
  }, []);
  const replace = useCallback((next: Address) => {
    setAddress(next);
    window.history.replaceState(null, "", toSearch(next));
  }, []);
  return { address, push, replace };
}
