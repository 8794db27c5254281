"use client";
import { type KeyboardEvent, useId, useRef } from "react";
import { count, number } from "@/lib/wording/counts";
import type { GridColumn } from "./grid-columns";

/** Where the current cell goes when the edit is done. */
export type Next = "down" | "up" | "right" | "left" | "stay";

/** Edits a cell where it stands. Enter and Tab take the value and go on, Escape leaves the cell as it was. */
export function CellEditor(props: {
  column: GridColumn;
  fileRow: number;
  /** What it begins with; what was typed so far when it comes into sight again. */
  text: string;
  /** Told with every change. */
  onText: (text: string) => void;
  onDone: (next: Next) => void;
  onCancel: () => void;
}) {
  const { column, fileRow, text, onText, onDone, onCancel } = props;
  const list = useId();
  const ended = useRef<"ended" | null>(null);
  const end = (work: () => void) => {
    // A field that goes away loses the focus, which would take the value.
    if (ended.current !== null) return;
    ended.current = "ended";
    work();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "F8") {
      end(() => onDone("stay"));
      return;
    }
    event.stopPropagation();
    const next = nextOf(event);
    if (next === null) return;
    event.preventDefault();
    end(() => (next === "cancel" ? onCancel() : onDone(next)));
  };
  const common = {
    defaultValue: text,
    onKeyDown,
    onBlur: () => end(() => onDone("stay")),
    "aria-label": `${column.name}, row ${number(fileRow)}`,
    autoComplete: "off",
    spellCheck: false,
    className: `block h-[26px] w-full min-w-40 border-0 bg-surface px-2.5 py-1.25 text-12 text-ink outline-2 outline-focus ${column.figures ? "text-right" : ""}`,
  };
  return (
    <>
      {column.allowed.length > 0 ? (
        <>
          <input {...common} ref={focusAtEnd} list={list} onChange={(event) => onText(event.target.value)} />
          <datalist id={list}>
            {column.allowed.map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        </>
      ) : (
        // A field of one line would drop the line ends of a value.
        <textarea
          {...common}
          ref={focusAtEnd}
          rows={1}
          onChange={(event) => {
            onText(event.target.value);
            say(event.target, column.maxLength);
          }}
          onFocus={(event) => say(event.target, column.maxLength)}
          className={`${common.className} resize-none overflow-hidden whitespace-pre`}
        />
      )}
      <output className="absolute top-full left-0 z-30 rounded-1 bg-ink px-1.5 text-11 whitespace-nowrap text-surface empty:hidden" />
    </>
  );
}

function focusAtEnd(field: HTMLInputElement | HTMLTextAreaElement | null): void {
  if (field === null || field === document.activeElement) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
}

/** Says how long the value is where the field has a limit and it is near. Nothing is cut. */
function say(field: HTMLTextAreaElement, maxLength: number | null): void {
  const output = field.parentElement?.querySelector("output");
  if (!output || maxLength === null) return;
  const length = [...field.value].length;
  const left = maxLength - length;
  const words =
    left < 0 ? `${count(-left, "character")} too many` : `${number(length)} of ${number(maxLength)}`;
  output.textContent = left <= Math.max(3, maxLength * 0.1) ? words : "";
}

function nextOf({
  key,
  shiftKey,
  altKey,
}: Pick<KeyboardEvent, "key" | "shiftKey" | "altKey">): Next | "cancel" | null {
  switch (key) {
    case "Enter":
      // Alt and Enter begin a new line, as in a spreadsheet.
      return altKey ? null : shiftKey ? "up" : "down";
    case "Tab":
      return shiftKey ? "left" : "right";
    case "Escape":
      return "cancel";
    default:
      return null;
  }
}
