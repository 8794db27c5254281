import Link from "next/link";
import { buttonLook } from "@/components/ui/button-look";
import { Notice } from "@/components/ui/notice";
import type { SameFile } from "@/lib/api-contract/drafts";
import { number } from "@/lib/wording/counts";
import { time } from "@/lib/wording/times";

/** The same file was sent here before, or somebody else prepares it: who and when, before any effort. */
export function SameFileNote({ known, now }: { known: SameFile; now: Date }) {
  const { sent } = known;
  const others = known.prepared.filter(({ isMine }) => !isMine);
  return (
    <>
      {sent ? (
        <Notice
          tone="unsure"
          title={`This file was sent here before by ${sent.by}, as import ${number(sent.number)}, ${time(sent.at, now)}.`}
          action={
            <Link href={`/jobs/${sent.jobId}`} className={buttonLook({ size: "sm" })}>
              See import {number(sent.number)}
            </Link>
          }
        >
          Sent again, what was created then is created once more. Send asks before it does that.
        </Notice>
      ) : null}
      {others.map(({ by, at }) => (
        <Notice
          key={`${by} ${at}`}
          tone="unsure"
          title={`${by} prepares this file for the same place: an unfinished import of ${time(at, now)}.`}
        >
          Ask {by} who of you sends it.
        </Notice>
      ))}
    </>
  );
}
