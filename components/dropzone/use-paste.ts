"use client";
import { useEffect } from "react";

const takesText = "input:not([type=radio], [type=checkbox], [type=file]), textarea, [contenteditable]";

/**
 * Takes what is pasted anywhere on the page: a file, or cells. A field that takes text keeps its own paste.
 *
 * @param enabled while `false` the page leaves the clipboard alone
 */
export function usePaste(
  enabled: boolean,
  { onFiles, onCells }: { onFiles: (files: File[]) => void; onCells: (text: string) => void },
): void {
  useEffect(() => {
    if (!enabled) return;
    const onPaste = (event: ClipboardEvent) => {
      const isInField = event.target instanceof Element && event.target.closest(takesText) !== null;
      if (isInField || event.defaultPrevented || event.clipboardData === null) return;
      const text = event.clipboardData.getData("text/plain");
      const files = [...event.clipboardData.files];
      // A spreadsheet puts a picture of the cells beside them.
      if (text.trim() !== "") onCells(text);
      else if (files.length > 0) onFiles(files);
      else return;
      event.preventDefault();
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [enabled, onFiles, onCells]);
}
