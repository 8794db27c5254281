"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Fitted } from "@/lib/import-session/fit-draft";
import { stepNames } from "./step-bar";
import type { LiveImport } from "./use-import-session";
import type { useWizard } from "./use-wizard";

interface NoticeParts {
  live: LiveImport;
  wizard: ReturnType<typeof useWizard>;
}

/** What was taken up again when a file came, and what keeps from keeping. */
export function KeptNotices(parts: NoticeParts) {
  const { fitted, keeping } = parts.wizard.kept;
  if (keeping.kind === "moved") return <MovedNotice {...parts} />;
  if (keeping.kind === "gone") return <GoneNotice {...parts} why={keeping.why} />;
  if (fitted === null) return null;
  return fitted.kind === "other_file" ? (
    <OtherFileNotice {...parts} before={fitted.before} />
  ) : (
    <FittedNotice {...parts} fitted={fitted} />
  );
}

function Framed({ children }: { children: ReactNode }) {
  return <div className="px-5 py-3 wide:px-6">{children}</div>;
}

function MovedNotice({ live }: NoticeParts) {
  const { keeper } = live;
  return (
    <Framed>
      <Notice
        tone="unsure"
        title="This unfinished import was changed in another tab."
        action={
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => void keeper.takeTheirs()}>Take what was chosen there</Button>
            <Button onClick={() => void keeper.keepMine()}>Keep what is chosen here</Button>
          </div>
        }
      >
        Neither was overwritten, and nothing from here is kept until you choose.
      </Notice>
    </Framed>
  );
}

function GoneNotice({ live, why }: NoticeParts & { why: string }) {
  return (
    <Framed>
      <Notice
        tone="unsure"
        title={why}
        action={<Button onClick={() => live.keeper.beginAnew()}>Keep it as a new one</Button>}
      >
        What you choose here stays in this page. No rows were sent.
      </Notice>
    </Framed>
  );
}

function OtherFileNotice({ live, wizard, before }: NoticeParts & { before: string }) {
  const { draft } = wizard.snapshot;
  const name = draft.reached === "where" ? null : draft.file?.name;
  return (
    <Framed>
      <Notice
        tone="unsure"
        title={`${name ?? "This file"} has other columns than ${before}, which this unfinished import was begun with.`}
        action={<Button onClick={() => live.keeper.beginAnew()}>Begin anew with this file</Button>}
      >
        Drop {before} to go on where it was. Begun anew, the unfinished import stays in the list.
      </Notice>
    </Framed>
  );
}

function FittedNotice({ live, fitted }: NoticeParts & { fitted: Exclude<Fitted, { kind: "other_file" }> }) {
  const { keeper, session } = live;
  return (
    <Framed>
      <Notice
        tone={fitted.mappingLost || fitted.editsLost ? "unsure" : "info"}
        title={titleOf(fitted)}
        action={
          <div className="flex flex-wrap justify-end gap-2">
            <Button
              size="sm"
              variant="quiet"
              onClick={() => {
                keeper.dismissFitted();
                session.startOver();
              }}
            >
              Begin anew
            </Button>
            <Button size="sm" variant="quiet" onClick={() => keeper.dismissFitted()}>
              Close
            </Button>
          </div>
        }
      >
        {lostWords(fitted)}
      </Notice>
    </Framed>
  );
}

function titleOf(fitted: Exclude<Fitted, { kind: "other_file" }>): string {
  return fitted.kind === "same_file"
    ? `Same file, same place: your unfinished import goes on at ${stepNames[fitted.step]}.`
    : `Another file with the same columns: what was chosen for ${fitted.before} holds for it too.`;
}

function lostWords({ kind, mappingLost, editsLost }: Exclude<Fitted, { kind: "other_file" }>): string | null {
  const words = [
    ...(mappingLost
      ? [
          "The mapping was kept by another version of Hubload and cannot be read; the columns are mapped anew.",
        ]
      : []),
    ...(editsLost
      ? [
          kind === "same_file"
            ? "The edits of its rows cannot be read any more."
            : "The edits belonged to the rows of that file, and are gone.",
        ]
      : []),
  ];
  return words.length === 0 ? null : words.join(" ");
}
