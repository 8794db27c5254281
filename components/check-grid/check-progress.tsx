import { bytes, number } from "@/lib/wording/counts";

/** The pass over all rows while it runs: a bar, and how much of how much. */
export function CheckProgress(props: {
  doneBytes: number;
  totalBytes: number;
  rows: number;
  allRows: number;
}) {
  const { doneBytes, totalBytes, rows, allRows } = props;
  return (
    <div className="grid h-full place-items-center p-6">
      <div className="w-full max-w-110">
        <p id="checking" className="mb-2 flex items-baseline justify-between gap-4">
          <span className="text-14 font-strong">Checking every row</span>
          <span className="figures text-ink-2">
            {number(rows)} of {number(allRows)}
          </span>
        </p>
        <progress
          aria-labelledby="checking"
          max={totalBytes}
          value={doneBytes}
          className="block h-2 w-full appearance-none overflow-hidden rounded-1 border-0 bg-line-strong [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-accent"
        />
        <p className="figures mt-2 text-12 text-ink-3">
          {bytes(doneBytes)} of {bytes(totalBytes)} read on this computer
        </p>
      </div>
    </div>
  );
}
