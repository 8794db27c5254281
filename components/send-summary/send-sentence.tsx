import { Chip } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";
import { count, number } from "@/lib/wording/counts";
import { duration } from "@/lib/wording/times";
import { type SendCounts, type SendPlace, sendWords, unbroken } from "./sending";

export interface SendSentenceProps {
  counts: SendCounts;
  place: SendPlace;
  /** How long it will take; `undefined` until it is known whether that is known, `null`: it is not. */
  span: { lowMs: number; highMs: number } | null | undefined;
}

/** What will be written, where and how much, in one sentence; what stays here, and how long it takes. */
export function SendSentence({ counts, place, span }: SendSentenceProps) {
  return (
    <div
      className={classNames(
        "border-l-3 py-0.5 pl-5",
        place.isLive ? "border-live-fill" : "border-line-control border-dashed",
      )}
    >
      <p className="mb-2 flex items-center gap-1.5 text-12">
        {place.isLive ? (
          <>
            <Chip tone="live">Live</Chip>
            <span className="font-medium text-live-text">This writes to a live system.</span>
          </>
        ) : (
          <>
            <Chip tone="test">Test</Chip>
            <span className="text-ink-2">This connection is marked as a test system.</span>
          </>
        )}
      </p>
      <h2 className="say">
        {sendWords(counts, { ...place, name: unbroken(place.name) })}
        {place.company ? ` for ${place.company}` : ""}.
      </h2>
      <p className="mt-2.5 max-w-155 text-14 text-ink-2">{stays(counts, place)}</p>
      <p className="mt-1 max-w-155 text-14 text-ink-2">{updateWords(counts, place)}</p>
      {/* It is known a moment later: its line is kept for it, or the button would move away from under a press. */}
      <p className="mt-1 min-h-5.5 max-w-155 text-14 text-ink-2">{spanWords(span)}</p>
    </div>
  );
}

/** What happens to records that exist; a blank in an update is the system's to understand. */
function updateWords({ changedOnly }: SendCounts, { updatedBy, name }: SendPlace): string {
  if (changedOnly)
    return `Each is matched by ${updatedBy} and sent whole: what was changed in ${name} since is overwritten, and one that is no longer there is created. Blank cells are sent as blanks: whether that empties a field is up to ${name}.`;
  return updatedBy === null
    ? "Every row creates a record; nothing that exists is changed."
    : `A record that exists, matched by ${updatedBy}, is updated; the others are created. Blank cells are sent as blanks: whether that empties a field is up to ${name}.`;
}

/** A range, not a promise. */
function spanWords(span: SendSentenceProps["span"]): string {
  if (span === undefined) return "";
  if (span === null) return "How long it takes is not known: nothing was sent there before.";
  const { lowMs, highMs } = span;
  if (highMs < 10_000) return "It takes a few seconds.";
  return highMs < 60_000
    ? "It takes less than a minute."
    : `It takes about ${duration(roundedMs(lowMs))} to ${duration(roundedMs(highMs))}.`;
}

/** To whole minutes, from an hour on to five of them. */
function roundedMs(ms: number): number {
  const step = ms < 3_600_000 ? 60_000 : 300_000;
  return Math.max(step, Math.round(ms / step) * step);
}

/** What is kept back, and what happens when the page is closed. */
function stays(counts: SendCounts, place: SendPlace): string {
  const { keptBack, excluded, sentWithErrors } = counts;
  const held = [
    ...(keptBack > 0
      ? [`${count(keptBack, "row")} with errors ${keptBack === 1 ? "is" : "are"} kept back`]
      : []),
    ...(excluded > 0 ? [`${number(excluded)} ${excluded === 1 ? "is" : "are"} excluded`] : []),
  ].join(" and ");
  const errors =
    sentWithErrors > 0
      ? `${count(sentWithErrors, "row")} with errors ${sentWithErrors === 1 ? "is" : "are"} sent too; ${place.name} may refuse ${sentWithErrors === 1 ? "it" : "them"}.`
      : "";
  const all = counts.changedOnly
    ? "Every row that you changed is sent; the others stay as they are."
    : "Every row of the file is sent.";
  const whole = held === "" && errors === "" ? all : "";
  const first = held === "" ? whole : `${held}.`;
  return [first, errors, "You may close the page as soon as the import has started."]
    .filter(Boolean)
    .join(" ");
}
