import { useEffect } from "react";

const counted = /^\(\d+\) /;

/** The tab says how much is new before what its page says: "(2) Imports · Hubload". */
export function useTitleCount(count: number): void {
  useEffect(() => {
    const write = () => {
      const wanted = `${count > 0 ? `(${count}) ` : ""}${document.title.replace(counted, "")}`;
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    // Pages write their own titles, at any time.
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      document.title = document.title.replace(counted, "");
    };
  }, [count]);
}
