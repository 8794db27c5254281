"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { readBackRowsQuery } from "@/lib/api-client/read-back";
import type { ReadBackProgress, ReadBackRow, ReadBackVerdict } from "@/lib/api-contract/read-back";
import { number } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { ScrollRegion } from "../ui/scroll-region";
import { Skeleton } from "../ui/skeleton";
import { Table, Td, Th, Tr } from "../ui/table";

function Differences({ row, place }: { row: ReadBackRow; place: string }) {
  return (
    <ul className="grid gap-1">
      {row.differences.map(({ field, sent, there }) => (
        <li key={field} className="wrap-anywhere">
          <span className="raw text-ink-2">{field}</span>: sent “{sent}”,{" "}
          <span className="text-failed-text">
            {there === null ? `nothing in ${place}` : `“${there}” in ${place}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Rows of which the looking says one and the same, a hundred at a time. */
export function ReadBackRows(props: {
  jobId: string;
  place: string;
  verdict: ReadBackVerdict;
  words: string;
  progress: ReadBackProgress;
}) {
  const { jobId, place, verdict, words, progress } = props;
  const version = `${progress.at} ${progress.left}`;
  const query = useInfiniteQuery(readBackRowsQuery(jobId, verdict, version));
  if (query.error && !query.data)
    return (
      <Notice tone="failed" title="These rows could not be read.">
        {query.error.message}
      </Notice>
    );
  if (!query.data) return <Skeleton width="w-full" height="h-24" />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  return (
    <ScrollRegion label={words} className="max-h-96 overflow-auto rounded-2 border border-line-strong">
      <Table caption={words} minWidth="min-w-110">
        <thead>
          <tr>
            <Th figures className="w-20">
              Row
            </Th>
            <Th>
              <span className="raw">{progress.field}</span>
            </Th>
            {verdict === "differs" ? <Th>What differs</Th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.row}>
              <Td figures>{number(row.fileRow)}</Td>
              <Td className="wrap-anywhere">{row.value === "" ? "no value" : row.value}</Td>
              {verdict === "differs" ? (
                <Td className="py-1.5">
                  <Differences row={row} place={place} />
                </Td>
              ) : null}
            </Tr>
          ))}
        </tbody>
      </Table>
      {query.hasNextPage ? (
        <div className="p-2">
          <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </ScrollRegion>
  );
}
