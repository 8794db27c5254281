"use client";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";

/** A box for cells copied from a spreadsheet: what is pasted into it is read at once. */
export function PasteBox({ onCells, onClose }: { onCells: (text: string) => void; onClose: () => void }) {
  const [text, setText] = useState("");
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  // It opens because it was asked for.
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="grid w-[min(34rem,100%)] gap-2 text-left">
      <label htmlFor={id} className="font-medium">
        Cells from a spreadsheet
      </label>
      <textarea
        id={id}
        rows={5}
        value={text}
        ref={box}
        spellCheck={false}
        aria-describedby={`${id}-help`}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text/plain");
          if (text !== "" || pasted.trim() === "") return;
          event.preventDefault();
          onCells(pasted);
        }}
        className="raw w-full rounded-2 border border-line-control bg-surface px-2.5 py-2 text-12 whitespace-pre"
      />
      <p id={`${id}-help`} className="text-12 text-ink-3">
        Copy the cells with their column names in the spreadsheet, and paste them here.
      </p>
      <div className="flex gap-2">
        <Button size="sm" disabled={text.trim() === ""} onClick={() => onCells(text)}>
          Read these cells
        </Button>
        <Button size="sm" variant="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}
