import { FileDown } from "lucide-react";
import { mostFileWords } from "./take-one";

interface DropInvitationProps {
  choose: () => void;
  /** The name of a file that was here before; it is asked for. */
  again: string | null;
}

/** Says that a file can be dropped anywhere, and lets it be chosen by mouse or keyboard. The limits stand with it. */
export function DropInvitation({ choose, again }: DropInvitationProps) {
  const chooseOne = (
    <button
      type="button"
      onClick={choose}
      className="rounded-1 font-medium text-accent-text underline-offset-2 hover:underline"
    >
      {again === null ? "choose one" : "choose it"}
    </button>
  );
  return (
    <div className="grid min-h-60 place-items-center rounded-3 border border-dashed border-line-control px-6 py-10">
      <div className="grid justify-items-center gap-3 text-center">
        <FileDown className="size-5 text-ink-2" aria-hidden />
        {again === null ? (
          <p className="text-16 text-ink-2">
            <span className="font-medium text-ink">Drop a file anywhere on this page</span>, or {chooseOne}.
          </p>
        ) : (
          <div className="text-16 text-ink-2">
            <p className="font-medium text-ink">
              Drop <span className="raw wrap-anywhere">{again}</span> again to go on.
            </p>
            <p>A reload loses the file, not where it goes. Drop it anywhere on this page, or {chooseOne}.</p>
          </div>
        )}
        <p className="text-12 text-ink-3">
          One CSV file, up to {mostFileWords}. From a spreadsheet: save the sheet as CSV UTF-8 first.
        </p>
      </div>
    </div>
  );
}
