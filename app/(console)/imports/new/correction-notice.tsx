import Link from "next/link";
import { rowsFileAddress } from "@/lib/api-client/rows-file";
import { hasMapping } from "@/lib/import-draft";
import type { SteadySnapshot } from "@/lib/import-session/import-session";
import { assumedWords } from "@/lib/wording/corrections";
import { count, number } from "@/lib/wording/counts";

const link = "rounded-1 font-medium text-accent-text hover:underline";

/** Whose rows these are, and what becomes of those that are not sent now. */
export function CorrectionNotice({ snapshot }: { snapshot: SteadySnapshot }) {
  const { correction, draft } = snapshot;
  if (correction === null || correction.revision !== null || draft.at !== "check" || !hasMapping(draft))
    return null;
  const { file } = draft;
  const { wereExcluded } = correction;
  const others = wereExcluded ? correction.open : correction.open - file.rows;
  const address = rowsFileAddress(correction.jobId, "open", {
    format: "xlsx",
    ...(wereExcluded ? { outcomes: "excluded" } : {}),
  });
  return (
    <p className="border-b border-line px-5 py-2 text-12 text-ink-2 wide:px-6">
      {count(file.rows, wereExcluded ? "excluded row" : "open row")} of{" "}
      <Link className={link} href={`/jobs/${encodeURIComponent(correction.jobId)}`}>
        import {number(correction.number)}
      </Link>{" "}
      {wereExcluded
        ? `as ${file.rows === 1 ? "it was" : "they were"} left out at Check`
        : `with what was said of ${file.rows === 1 ? "it" : "them"}`}
      . What you do not send now stays {wereExcluded ? "excluded" : "open"} there.
      {others > 0 ? ` ${count(others, "open row")} ${others === 1 ? "is" : "are"} not among these.` : null} To
      correct them in a spreadsheet,{" "}
      <a className={link} href={address} download>
        take them as a workbook
      </a>{" "}
      and drop it here.
      {correction.assumed > 0 ? (
        <span className="block text-unsure-text">{assumedWords(correction.destination.connection.name)}</span>
      ) : null}
    </p>
  );
}
