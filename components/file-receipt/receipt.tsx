"use client";
import { FileSpreadsheet } from "lucide-react";
import { memo } from "react";
import type { FileFacts } from "@/lib/csv/file-facts";
import { bytes, count, number } from "@/lib/wording/counts";
import { time } from "@/lib/wording/times";
import { type ReadingChange, ReadingLines } from "./reading-lines";
import { ReceiptLine } from "./receipt-line";

/**
 * What was found in the file, as a till receipt says it: everything counted, nothing guessed silently. Memoised: how far
 * reading is changes ten times a second.
 */
export const Receipt = memo(function Receipt(props: {
  facts: FileFacts;
  now: Date;
  onChange: (change: ReadingChange) => void;
}) {
  const { facts, now, onChange } = props;
  return (
    <section className="rounded-3 border border-line-strong bg-surface" aria-label="The file">
      <header className="flex items-center gap-3 border-b border-dashed border-line-control px-4.5 pt-4 pb-3.5">
        <FileSpreadsheet className="size-5" />
        <div className="min-w-0">
          <p className="truncate text-14 font-strong" title={facts.name}>
            {facts.name}
          </p>
          <p className="text-12 text-ink-3">
            {bytes(facts.sizeBytes)} · {facts.origin?.kind === "cells" ? "pasted" : "saved"}{" "}
            {time(new Date(facts.lastModified), now)}
          </p>
        </div>
      </header>
      <dl className="px-4.5 pt-1 pb-2">
        {facts.origin?.kind === "sheet" ? (
          <ReceiptLine name="Sheet" evidence={facts.origin.sheet.evidence}>
            {facts.origin.sheet.value}
          </ReceiptLine>
        ) : null}
        <ReceiptLine name="Rows">
          <span className="figures">{facts.complete ? number(facts.rows) : "Counting…"}</span>{" "}
          <span className="font-regular text-ink-3">{facts.complete ? rowRange(facts) : null}</span>
        </ReceiptLine>
        <ReceiptLine name="Columns">
          <span className="figures">{number(facts.columns.length)}</span>
        </ReceiptLine>
        <ReadingLines facts={facts} onChange={onChange} />
        <ReceiptLine name="Dropped">{dropped(facts)}</ReceiptLine>
      </dl>
    </section>
  );
});

function rowRange({ firstFileRow, rows, blankRows }: FileFacts): string {
  if (firstFileRow === null || rows === 0) return "";
  const last = firstFileRow + rows + blankRows - 1;
  return last === firstFileRow ? `row ${number(last)}` : `row ${number(firstFileRow)} to row ${number(last)}`;
}

function dropped({ blankRows, trailingBlankRows }: FileFacts): string {
  const parts = [
    ...(blankRows > 0 ? [`${count(blankRows, "blank row")} between rows`] : []),
    ...(trailingBlankRows > 0 ? [`${count(trailingBlankRows, "blank row")} at the end`] : []),
  ];
  return parts.length === 0 ? "Nothing" : parts.join(", ");
}
