"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { saveFile } from "@/components/ui/save-file";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { noteRevisionList } from "@/lib/api-client/revision";
import type { DraftAt } from "@/lib/import-draft";
import type { Correction } from "@/lib/import-session/correction";
import type { ImportSession } from "@/lib/import-session/import-session";
import { type PutRight, PutRightList } from "@/lib/import-session/put-right";
import { count, number } from "@/lib/wording/counts";

/** More are in the workbook. */
const mostShown = 200;

function Values({ shown, keyName }: { shown: readonly PutRight[]; keyName: string | null }) {
  const words = "Values to put right";
  return (
    <ScrollRegion label={words} className="max-h-120 overflow-auto">
      <Table caption={words} minWidth="min-w-160">
        <thead>
          <tr>
            <Th figures className="w-20">
              Row
            </Th>
            {keyName === null ? null : <Th>{keyName}</Th>}
            <Th>Field</Th>
            <Th>Value sent</Th>
            <Th>Value wanted</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ fileRow, key, field, sent, wanted }) => (
            <Tr key={`${fileRow} ${field}`}>
              <Td figures>{number(fileRow)}</Td>
              {keyName === null ? null : <Td className="wrap-anywhere">{key || "no value"}</Td>}
              <Td className="wrap-anywhere">{field}</Td>
              <Td className="wrap-anywhere text-ink-2">{sent || "no value"}</Td>
              <Td className="wrap-anywhere font-medium">{wanted || "no value"}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </ScrollRegion>
  );
}

/** Where the connector only creates, nothing is sent once more: what is to be put right there, to see and to take along. */
export function PutRightStep(props: {
  session: ImportSession;
  draft: DraftAt<"send">;
  correction: Correction;
}) {
  const { session, draft, correction } = props;
  const { check, destination } = draft;
  const place = destination.connection.name;
  const list = useMemo(() => new PutRightList(session.grid, draft, correction), [session, draft, correction]);
  const [opened] = useState(() => crypto.randomUUID());
  const shown = useQuery({
    queryKey: ["put-right", opened, check],
    queryFn: () => list.rows(0, mostShown),
    gcTime: 0,
  });
  const taking = useMutation({
    mutationFn: async () => {
      const { file, values } = await list.workbook(check.ready);
      await noteRevisionList(correction.jobId, { rows: check.ready, values });
      saveFile(file, `import ${correction.number} - to put right.xlsx`);
    },
  });
  const failure = shown.error ?? taking.error;
  return (
    <div className="mx-auto grid max-w-272 gap-4 pt-5">
      <div className="border-l-3 border-dashed border-line-control py-0.5 pl-5">
        <h2 className="say">
          Put {count(check.ready, "row")} right in {place}.
        </h2>
        <p className="mt-2.5 max-w-155 text-14 text-ink-2">
          Nothing is sent: each row would be created there a second time. This is what to change, record by
          record.
        </p>
      </div>
      {failure ? (
        <Notice tone="failed" title="The list could not be made.">
          {failure.message} Nothing was sent.
        </Notice>
      ) : null}
      <Panel
        title="To put right"
        note={check.ready > mostShown ? `the first ${number(mostShown)} rows; the workbook has all` : null}
      >
        {shown.data ? (
          <Values shown={shown.data} keyName={list.keyName} />
        ) : (
          <Skeleton width="w-full" height="h-32" />
        )}
        <div className="flex flex-wrap items-center gap-3 border-t border-line bg-sunken px-4.5 py-3">
          <Button variant="primary" icon={Download} busy={taking.isPending} onClick={() => taking.mutate()}>
            Download the list
          </Button>
          <span className="text-12 text-ink-2" role="status">
            {taking.isSuccess
              ? `Taken; the history of import ${number(correction.number)} says so.`
              : "A workbook in which every cell is text. It is not kept here."}
          </span>
        </div>
      </Panel>
    </div>
  );
}
