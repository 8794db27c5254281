"use client";
import { Send } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";
import { Later } from "@/components/ui/later";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { PartSizes, PartsWish } from "@/lib/api-contract/parts";
import { count, number } from "@/lib/wording/counts";
import { duration } from "@/lib/wording/times";
import { Fact } from "./fact";
import { MorePanel } from "./more-panel";
import { PolicyRadios, type SendPolicy } from "./policy-radios";
import { SendAccount } from "./send-account";
import { firstRows, type SendCounts, type SendPlace, sendWords, unbroken } from "./sending";
import { type SentTotals, SentTotalsPanel } from "./sent-totals";

export interface SendFailure {
  happened: string;
  sent: string;
  next: string;
  requestId: string | null;
  /** The import that it is about. */
  earlier?: { jobId: string; number: number };
  /** So many rows were accepted before, and may be left out. */
  skippable?: { rows: number };
}

export interface SendSummaryProps {
  counts: SendCounts;
  place: SendPlace;
  facts: { fileName: string; fields: number; constants: number; columnsNotMapped: number };
  /** How far sending is, drawn by itself; `null`: nothing is being sent. */
  progress: ReactNode;
  failure: SendFailure | null;
  policy: SendPolicy;
  onPolicy: (policy: SendPolicy) => void;
  /** How long it will take; `undefined` until it is known whether that is known, `null`: it is not. */
  span: { lowMs: number; highMs: number } | null | undefined;
  /** Why nothing can be sent; `null` when it can. */
  blocked: string | null;
  /** The import was handed over and nobody knows yet whether it arrived: the same request is made again. */
  unsure: boolean;
  /** Nothing was sent, for it may not be meant; the button now says that it is. */
  warned: boolean;
  /** How the server cuts imports into parts; `null` until it has said so. */
  parts: PartSizes | null;
  onSend: (parts: PartsWish) => void;
  onSeeKeptBack: () => void;
  /** Rows are being left out; what would be sent is not known until they are. */
  leavingOut: boolean;
  /** Leaves out the rows that were accepted before. */
  onLeaveOut: () => void;
  totals: SentTotals;
}

/** The last page: what will be written, where, how much, in one sentence; every row of the file; one button. */
export function SendSummary(props: SendSummaryProps) {
  const { counts, place, progress, failure, blocked, unsure, warned, leavingOut, onSend } = props;
  const isSending = progress !== null;
  const sendButton = useRef<HTMLButtonElement>(null);
  const isAnswered = useRef<boolean>(false);
  // The question goes away with its button; the next thing to press is the one that sends.
  useEffect(() => {
    if (!isAnswered.current || leavingOut || failure !== null) return;
    isAnswered.current = false;
    sendButton.current?.focus();
  }, [leavingOut, failure]);
  const [most, setMost] = useState<number | null>(null);
  const wish: PartsWish = most === null ? {} : { most };
  return (
    <div className="mx-auto grid max-w-272 gap-x-8 gap-y-6 pt-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,21rem)]">
      <div className="min-w-0">
        <Sentence {...{ counts, place }} span={props.span} />
        <div className="mt-5 ml-5.75">
          <SendAccount counts={counts} onSeeKeptBack={props.onSeeKeptBack} />
          {/* In sight on a low screen too: what else may be chosen stands beside it. */}
          <div className="mt-4.5">
            <Button
              variant={place.isLive ? "live" : "primary"}
              size="lg"
              icon={Send}
              ref={sendButton}
              busy={isSending || leavingOut}
              disabled={blocked !== null}
              aria-describedby="send-note"
              onClick={() => onSend(wish)}
            >
              {buttonWords(props)}
            </Button>
          </div>
          <p id="send-note" className="mt-3 text-12 text-ink-3">
            {blocked ??
              `What ${place.name} has taken cannot be taken back from here. You can stop between parts.`}
          </p>
          <div className="mt-5">
            {progress}
            {failure ? (
              <NotSent
                failure={failure}
                isQuestion={unsure || warned}
                leavingOut={leavingOut}
                onLeaveOut={() => {
                  isAnswered.current = true;
                  props.onLeaveOut();
                }}
              />
            ) : null}
          </div>
          <SentTotalsPanel totals={props.totals} />
        </div>
      </div>
      <div className="grid content-start gap-4">
        <Later>
          {isSending || unsure || counts.changedOnly ? null : (
            <PolicyRadios counts={counts} place={place.name} value={props.policy} onChange={props.onPolicy} />
          )}
          <SideFacts {...props} />
          <MorePanel
            toSend={counts.toSend}
            server={props.parts}
            most={most}
            onMost={setMost}
            disabled={isSending || unsure || leavingOut}
            first={
              unsure || counts.toSend <= firstRows
                ? null
                : {
                    label: warned
                      ? `Send ${firstRows} first all the same`
                      : `Send ${firstRows} first, then ask me`,
                    disabled: blocked !== null || isSending || leavingOut,
                    onPress: () => onSend({ ...wish, askAfter: firstRows }),
                  }
            }
          />
        </Later>
      </div>
    </div>
  );
}

/** Going on in spite of a warning has words of its own: a second press of the same button would be no answer to it. */
function buttonWords({ counts, place, unsure, warned }: SendSummaryProps): string {
  if (unsure) return "Ask again whether it arrived";
  return warned ? `${sendWords(counts, place)} all the same` : sendWords(counts, place);
}

function NotSent(props: {
  failure: SendFailure;
  isQuestion: boolean;
  leavingOut: boolean;
  onLeaveOut: () => void;
}) {
  const { failure, isQuestion, leavingOut, onLeaveOut } = props;
  const whole = useRef<HTMLDivElement>(null);
  // On a low screen it would begin below the fold, with the answers that it offers.
  useEffect(() => {
    if (failure.happened !== "") whole.current?.scrollIntoView?.({ block: "nearest" });
  }, [failure.happened]);
  return (
    <div ref={whole} className="scroll-my-4">
      <Notice
        tone={isQuestion ? "unsure" : "failed"}
        title={failure.happened}
        id={failure.requestId ?? undefined}
        action={
          failure.skippable ? (
            <Button busy={leavingOut} onClick={onLeaveOut}>
              Leave out {count(failure.skippable.rows, "row")}
            </Button>
          ) : null
        }
      >
        {failure.sent} {failure.next}{" "}
        {failure.earlier ? (
          // In another tab: this one has the file in hand.
          <Link
            href={`/jobs/${encodeURIComponent(failure.earlier.jobId)}`}
            target="_blank"
            className="rounded-1 font-medium text-accent-text underline underline-offset-2"
          >
            Look at import {number(failure.earlier.number)} in a new tab
          </Link>
        ) : null}
      </Notice>
    </div>
  );
}

function Sentence({ counts, place, span }: Pick<SendSummaryProps, "counts" | "place" | "span">) {
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
function spanWords(span: SendSummaryProps["span"]): string {
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

function SideFacts({ facts, place }: SendSummaryProps) {
  return (
    <Panel title="What is sent">
      <dl className="px-4 py-1">
        <Fact name="File">{facts.fileName}</Fact>
        <Fact name="Into">
          {place.name}
          {place.connectorName === place.name ? null : (
            <span className="block text-12 font-regular text-ink-3">{place.connectorName}</span>
          )}
        </Fact>
        <Fact name="As">
          {place.noun.plural}{" "}
          {place.noun.plural === place.objectName ? null : (
            <span className="raw font-regular text-ink-3">{place.objectName}</span>
          )}
        </Fact>
        <Fact name="Fields">
          {number(facts.fields)}
          {facts.constants > 0 ? (
            <span className="font-regular text-ink-3">, {number(facts.constants)} the same in every row</span>
          ) : null}
        </Fact>
        <Fact name="Not sent">
          {facts.columnsNotMapped === 0 ? "No column" : count(facts.columnsNotMapped, "column")}
        </Fact>
      </dl>
    </Panel>
  );
}
