import type { Attempt } from "@/lib/api-contract/decisions";
import { bytes } from "@/lib/wording/counts";
import { fullTime, time } from "@/lib/wording/times";
import { CopyButton } from "../ui/copy-button";
import { Time } from "../ui/time";

const words: Record<Attempt["status"], string> = {
  intended: "made ready, not begun",
  started: "begun",
  accepted: "taken by Open Connectors",
  not_sent: "not sent: no row left",
  refused: "refused",
  unknown: "nobody knows whether it arrived",
  settled: "decided about by a person",
};

function sentWords({ bytesSent, bytes: whole }: Attempt): string | null {
  if (bytesSent === null || whole === null || whole === 0) return null;
  if (bytesSent === whole) return `all ${bytes(whole)} had left`;
  return `${bytes(bytesSent)} of ${bytes(whole)} had left`;
}

/** One try to send a part, with everything that was seen of it. */
export function AttemptFacts({ attempt, now }: { attempt: Attempt; now: Date }) {
  const sent = sentWords(attempt);
  return (
    <div className="grid gap-1">
      <p>
        <span className="font-medium">Try {attempt.number}</span>: {words[attempt.status]}
        {attempt.startedAt === null ? null : (
          <>
            , begun{" "}
            <Time
              at={attempt.startedAt}
              short={time(attempt.startedAt, now, { seconds: true })}
              full={fullTime(attempt.startedAt)}
            />
          </>
        )}
        {attempt.finishedAt === null ? null : (
          <>
            , over{" "}
            <Time
              at={attempt.finishedAt}
              short={time(attempt.finishedAt, now, { seconds: true })}
              full={fullTime(attempt.finishedAt)}
            />
          </>
        )}
        {sent === null ? null : `, ${sent}`}
        {attempt.httpStatus === null ? ", no answer" : `, answer ${attempt.httpStatus}`}.
      </p>
      {attempt.reply === null || attempt.reply.trim() === "" ? null : (
        <pre className="raw max-h-28 overflow-auto rounded-2 border border-line bg-sunken px-2.5 py-1.5 text-11 whitespace-pre-wrap wrap-anywhere">
          {attempt.reply}
        </pre>
      )}
      {attempt.requestId === null ? null : (
        <p className="flex items-center gap-1 text-12 text-ink-2">
          <span>
            Id of the call at Open Connectors <span className="raw">{attempt.requestId}</span>
          </span>
          <CopyButton text={attempt.requestId} label="Copy the id of the call" />
        </p>
      )}
    </div>
  );
}
