import { useEffect, useRef } from "react";
import type { Field } from "@/lib/api-contract/connections";

/**
 * A required field that is met leaves the list, and the control that had the focus goes with it: the focus moves to the
 * next field of the list.
 *
 * @param onAllMet moves it on when no field is left
 */
export function useFocusOnward(missing: readonly Field[], onAllMet: () => void) {
  const list = useRef<HTMLElement>(null);
  const settled = useRef<{ path: string; place: number } | null>(null);
  useEffect(() => {
    const was = settled.current;
    if (was === null || missing.some(({ path }) => path === was.path)) return;
    settled.current = null;
    const lines = [...(list.current?.querySelectorAll("[data-missing]") ?? [])];
    const next = lines[was.place] ?? lines.at(-1);
    if (next) next.querySelector<HTMLElement>("button, input")?.focus();
    else onAllMet();
  }, [missing, onAllMet]);
  const settling = (field: Field, work: () => void) => {
    settled.current = { path: field.path, place: missing.indexOf(field) };
    work();
  };
  return { list, settling };
}
