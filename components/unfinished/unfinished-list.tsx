"use client";
import { useQuery } from "@tanstack/react-query";
import { FileClock } from "lucide-react";
import { useState } from "react";
import { draftsQuery } from "@/lib/api-client/drafts";
import type { DraftSummary } from "@/lib/api-contract/drafts";
import { bytes, number } from "@/lib/wording/counts";
import { fullTime, time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Time } from "../ui/time";
import { DeleteQuestion } from "./delete-question";
import { HandOverDialog } from "./hand-over-dialog";
import { dayWords, placeLine } from "./unfinished-words";

const shownAtFirst = 2;

type Question = { kind: "delete" | "hand_over"; draft: DraftSummary };

/** Where new imports begin: what was begun before, with its way on. Nothing at all where there is none. */
export function UnfinishedList(props: {
  /** A file that waits for a destination: what was begun with such a one comes first. */
  waiting: { name: string; sizeBytes: number } | null;
  onGoOn: (draft: DraftSummary) => void;
  /** Tells what was done, in words. */
  onSaid: (said: string) => void;
}) {
  const { waiting, onGoOn, onSaid } = props;
  const { data } = useQuery(draftsQuery());
  const [all, setAll] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);
  const [now] = useState(() => new Date());
  if (!data || data.length === 0) return null;
  const isWaiting = ({ file }: DraftSummary) =>
    waiting?.name === file.name && waiting.sizeBytes === file.sizeBytes;
  const sorted = data.toSorted((a, b) => Number(isWaiting(b)) - Number(isWaiting(a)));
  const shown = all ? sorted : sorted.slice(0, shownAtFirst);
  const close = () => setQuestion(null);
  return (
    <section
      aria-labelledby="unfinished"
      className="shrink-0 overflow-hidden rounded-3 border border-line-strong bg-surface"
    >
      <header className="flex min-h-10 items-center gap-3 border-b border-line px-4 py-1.5">
        <h2 id="unfinished" className="text-14">
          Unfinished imports
        </h2>
        <span className="figures text-12 text-ink-3">{number(data.length)}</span>
        {data.length > shownAtFirst ? (
          <span className="ml-auto">
            <Button size="sm" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "Show fewer" : `Show all ${number(data.length)}`}
            </Button>
          </span>
        ) : null}
      </header>
      <ul className="relative max-h-66 overflow-y-auto">
        {shown.map((draft) => (
          <UnfinishedLine
            key={draft.id}
            draft={draft}
            now={now}
            isWaiting={isWaiting(draft)}
            onGoOn={() => onGoOn(draft)}
            onAsk={(kind) => setQuestion({ kind, draft })}
          />
        ))}
      </ul>
      {question?.kind === "delete" ? (
        <DeleteQuestion
          id={question.draft.id}
          fileName={question.draft.file.name}
          onDeleted={close}
          onClose={close}
        />
      ) : null}
      {question?.kind === "hand_over" ? (
        <HandOverDialog
          draft={question.draft}
          onHanded={({ name }) => {
            onSaid(handedWords(name, question.draft.file.name));
            close();
          }}
          onClose={close}
        />
      ) : null}
    </section>
  );
}

/** What was done, and what the colleague still needs. */
export const handedWords = (to: string, fileName: string): string =>
  `Handed to ${to}. Give ${to} the file ${fileName} too: the rows were never here.`;

function UnfinishedLine(props: {
  draft: DraftSummary;
  now: Date;
  isWaiting: boolean;
  onGoOn: () => void;
  onAsk: (kind: Question["kind"]) => void;
}) {
  const { draft, now, isWaiting, onGoOn, onAsk } = props;
  const { file } = draft;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 last:border-b-0">
      <FileClock className="size-4 shrink-0 text-ink-3" aria-hidden />
      <div className="min-w-0 flex-1 basis-80">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="raw truncate font-medium" title={file.name}>
            {file.name}
          </span>
          <span className="text-12 whitespace-nowrap text-ink-3">
            <Time at={draft.savedAt} short={time(draft.savedAt, now)} full={fullTime(draft.savedAt)} />
          </span>
        </p>
        <p className="text-12 text-ink-3">
          {placeLine(draft)}
          {draft.editsUntil ? ` · edits kept until ${dayWords(draft.editsUntil)}` : null}
        </p>
        {draft.handedBy ? (
          <p className="text-12 text-ink-2">
            Handed to you by {draft.handedBy}. You need the file from them ({bytes(file.sizeBytes)}): the rows
            are not here.
          </p>
        ) : null}
      </div>
      <div className="ml-auto flex items-center gap-1.5">
        <Button size="sm" variant="quiet" onClick={() => onAsk("delete")}>
          Delete<span className="sr-only"> {file.name}</span>…
        </Button>
        <Button size="sm" variant="quiet" onClick={() => onAsk("hand_over")}>
          Hand over<span className="sr-only"> {file.name}</span>…
        </Button>
        <Button size="sm" onClick={onGoOn}>
          {isWaiting ? "Go on with this file" : "Go on"}
          <span className="sr-only"> {file.name}</span>
        </Button>
      </div>
    </li>
  );
}
