"use client";
import { FileDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { PasteBox } from "./paste-box";
import { takenWords } from "./take-one";

interface DropInvitationProps {
  choose: () => void;
  /** Text of cells from a spreadsheet. */
  onCells: (text: string) => void;
  /** The name of a file that was here before; it is asked for. */
  again: string | null;
}

/** Says that a file can be dropped anywhere, chosen, or cells pasted. The limits stand with it. */
export function DropInvitation({ choose, onCells, again }: DropInvitationProps) {
  const [isPasting, setPasting] = useState(false);
  const chooseOne = <Way onPress={choose}>{again === null ? "choose one" : "choose it"}</Way>;
  const paste = <Way onPress={() => setPasting(true)}>paste cells</Way>;
  return (
    <div className="grid min-h-60 place-items-center rounded-3 border border-dashed border-line-control px-6 py-10">
      <div className="grid w-full justify-items-center gap-3 text-center">
        <FileDown className="size-5 text-ink-2" aria-hidden />
        {again === null ? (
          <p className="text-16 text-ink-2">
            <span className="font-medium text-ink">Drop a file anywhere on this page</span>, {chooseOne}, or{" "}
            {paste} from a spreadsheet.
          </p>
        ) : (
          <div className="text-16 text-ink-2">
            <p className="font-medium text-ink">
              Drop <span className="raw wrap-anywhere">{again}</span> again to go on.
            </p>
            <p>
              A reload loses the file, not where it goes. Drop it anywhere on this page, {chooseOne}, or{" "}
              {paste}.
            </p>
          </div>
        )}
        {isPasting ? <PasteBox onCells={onCells} onClose={() => setPasting(false)} /> : null}
        <p className="text-12 text-ink-3">
          {takenWords} A larger one: save it in parts, and load them one after another.
        </p>
      </div>
    </div>
  );
}

function Way({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="rounded-1 font-medium text-accent-text underline-offset-2 hover:underline"
    >
      {children}
    </button>
  );
}
