"use client";
import { CloudCheck, CloudOff } from "lucide-react";
import { useState } from "react";
import { time } from "@/lib/wording/times";
import { KeptDialog, type KeptDialogProps } from "./kept-dialog";

/** How what is shown stands to what the server keeps. */
export type KeptState =
  | { kind: "nothing" | "saving" | "moved" }
  | { kind: "kept"; at: string }
  | { kind: "failed" | "gone"; why: string };

/** Where the import being prepared is kept, and when; a press tells what that holds and what can be done with it. */
export function KeptNote(props: { state: KeptState } & Omit<KeptDialogProps, "onClose">) {
  const { state, ...rest } = props;
  const [isOpen, setOpen] = useState(false);
  if (state.kind === "nothing") return null;
  const isKept = state.kind === "kept" || state.kind === "saving";
  const Icon = isKept ? CloudCheck : CloudOff;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={`flex min-w-0 items-center gap-1.5 rounded-1 text-12 whitespace-nowrap underline-offset-2 hover:underline ${isKept ? "text-ink-2" : "font-medium text-unsure-text"}`}
      >
        <Icon className="size-3.5 shrink-0" aria-hidden />
        <span className="figures truncate">{words(state, rest.keepsEdits)}</span>
      </button>
      {isOpen ? <KeptDialog {...rest} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function words(state: KeptState, keepsEdits: boolean): string {
  switch (state.kind) {
    case "kept":
      return `Kept on the server, ${keepsEdits ? "with your edits" : "without the rows"} · ${time(state.at, new Date())}`;
    case "failed":
      return "Not kept on the server yet; it is tried again";
    case "moved":
      return "Not kept: changed in another tab";
    case "gone":
      return "Not kept on the server any more";
    case "saving":
    case "nothing":
      return `Kept on the server, ${keepsEdits ? "with your edits" : "without the rows"} · saving`;
  }
}
