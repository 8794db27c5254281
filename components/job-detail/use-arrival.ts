"use client";
import { type RefObject, useEffect, useRef } from "react";

/**
 * For the sentence a page opens with: whoever arrives from another page starts there, at the top. Its `tabIndex` is -1.
 * A person who already has the focus somewhere keeps it.
 */
export function useArrival(): RefObject<HTMLHeadingElement | null> {
  const sentence = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const heading = sentence.current;
    if (!heading || (document.activeElement ?? document.body) !== document.body) return;
    heading.focus({ preventScroll: true });
    // The page scrolls in `main`, on a narrow screen in the window.
    for (const box of [heading.closest("main"), document.documentElement]) if (box) box.scrollTop = 0;
  }, []);
  return sentence;
}
