import { useMemo, useSyncExternalStore } from "react";

// The router as Next gives it: it follows `history.pushState` and Back. For `vi.mock("next/navigation", …)`.

/** The addresses that were gone to. */
export const went: string[] = [];

const router = { push: (to: string) => went.push(to) };

export const useRouter = () => router;

function subscribe(listener: () => void) {
  window.addEventListener("popstate", listener);
  return () => window.removeEventListener("popstate", listener);
}

export function useSearchParams() {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  return useMemo(() => new URLSearchParams(search), [search]);
}
