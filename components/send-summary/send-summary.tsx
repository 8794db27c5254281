"use client";
import { Send } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Later } from "@/components/ui/later";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { PartSizes, PartsWish } from "@/lib/api-contract/parts";
import { count, number } from "@/lib/wording/counts";
import { Fact } from "./fact";
import { MorePanel } from "./more-panel";
import { PolicyRadios, type SendPolicy } from "./policy-radios";
import { SendAccount } from "./send-account";
import { SendSentence, type SendSentenceProps } from "./send-sentence";
import { firstRows, sendWords } from "./sending";
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

export interface SendSummaryProps extends SendSentenceProps {
  facts: { fileName: string; fields: number; constants: number; columnsNotMapped: number };
  /** How far sending is, drawn by itself; `null`: nothing is being sent. */
  progress: ReactNode;
  failure: SendFailure | null;
  policy: SendPolicy;
  onPolicy: (policy: SendPolicy) => void;
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
        <SendSentence {...{ counts, place }} span={props.span} />
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
