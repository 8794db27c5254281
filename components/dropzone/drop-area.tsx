"use client";
import { FileDown } from "lucide-react";
import type { ReactNode } from "react";
import { useDropzone } from "react-dropzone";
import { takenWords, takeOne } from "./take-one";

interface DropAreaProps {
  /** While a file is being sent, no other one is taken. */
  disabled?: boolean | undefined;
  onFile: (file: File) => void;
  /** What was not taken and why; `null` when everything was. */
  onSaid: (said: string | null) => void;
  /** `choose` opens the browser's window for choosing a file. */
  children: (choose: () => void) => ReactNode;
}

/** Makes the whole page a place to drop, paste or choose a file. While one is dragged, the page says what will happen. */
export function DropArea({ disabled = false, onFile, onSaid, children }: DropAreaProps) {
  const { getRootProps, getInputProps, isDragGlobal, open } = useDropzone({
    disabled,
    noClick: true,
    noKeyboard: true,
    onDrop: (accepted: File[]) => {
      const { file, said } = takeOne(accepted);
      onSaid(said);
      if (file) onFile(file);
    },
  });
  return (
    <div {...getRootProps({ className: "contents" })}>
      {/* Its own inline style would be refused by the page's content security policy. */}
      <input {...getInputProps({ "aria-label": "File", style: undefined, className: "hidden" })} />
      {children(open)}
      {isDragGlobal && !disabled ? <DropHere /> : null}
    </div>
  );
}

/** Covers the whole page, so that the file may be let go anywhere. */
function DropHere() {
  return (
    <div className="fixed inset-0 z-50 p-2">
      <div className="grid size-full place-items-center rounded-3 border-2 border-dashed border-accent bg-overlay">
        <div className="flex items-center gap-4 rounded-3 bg-surface px-6 py-4 shadow-float">
          <FileDown className="size-5 text-accent-text" aria-hidden />
          <div>
            <p className="text-14 font-strong">Let go anywhere to read the file.</p>
            <p className="text-ink-2">{takenWords} It stays on this computer until you send.</p>
          </div>
        </div>
      </div>
    </div>
  );
}
