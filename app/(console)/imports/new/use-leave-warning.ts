"use client";
import { useEffect } from "react";

/** Asks before the page is left while `why` is given: by the browser on reload and close, by us on a link. */
export function useLeaveWarning(why: string | null) {
  useEffect(() => {
    if (why === null) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const opensHere = link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
      if (!opensHere || link.getAttribute("href")?.startsWith("#") || window.confirm(why)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [why]);
}
