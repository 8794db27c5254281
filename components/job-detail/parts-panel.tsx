"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type RefObject, useRef } from "react";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { number } from "@/lib/wording/counts";
import { placesOf, shownPart } from "@/lib/wording/jobs";
import { CopyButton } from "../ui/copy-button";
import { observeRoom } from "../ui/observe-room";
import { Panel } from "../ui/panel";
import { StateWord } from "../ui/state-word";
import { RowsGap, Table, Td, Th, Tr } from "../ui/table";

/** From here on only the parts in sight are drawn; below, all are, and the browser's own search finds them. */
const drawAllUpTo = 60;
/** Pixels: of a row with two lines of text, of what is seen of the table, and of its head. */
const rowHeight = 54;
const mostShown = 480;
const headHeight = 34;

interface PartProps {
  part: Batch;
  of: number;
  /** Measures the row, where only those in sight are drawn. */
  measure?: (row: HTMLTableRowElement | null) => void;
}

/** Memoised: an import of a thousand parts changes in one or two of them at a time. */
const Part = memo(function Part({ part, of, measure }: PartProps) {
  const { state, words } = shownPart(part);
  const measured = measure ? { ref: measure, "data-index": part.index, "aria-rowindex": part.index + 2 } : {};
  return (
    <Tr {...measured}>
      <Td className="figures whitespace-nowrap">
        <span className="font-medium">{number(part.index + 1)}</span>{" "}
        <span className="text-ink-3">of {number(of)}</span>
      </Td>
      <Td>
        <StateWord state={state}>{words}</StateWord>
      </Td>
      <Td figures className="py-2">
        {number(part.lastRow - part.firstRow + 1)}
        <span className="block text-12 leading-4 text-ink-3">{placesOf(part)}</span>
      </Td>
      <Td className="py-2 wrap-anywhere">
        {part.upstreamStatus === null ? null : <span className="raw text-ink-2">{part.upstreamStatus}</span>}
        {part.message === null ? null : (
          <span className="block text-12 leading-4 text-ink-2">{part.message}</span>
        )}
      </Td>
      <Td>
        {part.bulkJobId === null ? (
          <span className="text-ink-3">none</span>
        ) : (
          <span className="flex items-center gap-1">
            <span className="raw truncate" title={part.bulkJobId}>
              {part.bulkJobId}
            </span>
            <CopyButton text={part.bulkJobId} label={`Copy the number of part ${part.index + 1}`} />
          </span>
        )}
      </Td>
    </Tr>
  );
});

/** Those of many parts that are in sight, between what the others take. */
function PartsInSight({ parts, scroller }: { parts: Batch[]; scroller: RefObject<HTMLElement | null> }) {
  const sight = useVirtualizer({
    count: parts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 0, height: mostShown },
    scrollMargin: headHeight,
    observeElementRect: observeRoom,
    overscan: 4,
  });
  const items = sight.getVirtualItems();
  const before = (items[0]?.start ?? headHeight) - headHeight;
  const behind = sight.getTotalSize() - ((items.at(-1)?.end ?? headHeight) - headHeight);
  return (
    <tbody>
      <RowsGap height={before} columns={5} />
      {items.map(({ index }) => {
        const part = parts[index];
        return part ? (
          <Part key={index} part={part} of={parts.length} measure={sight.measureElement} />
        ) : null;
      })}
      <RowsGap height={behind} columns={5} />
    </tbody>
  );
}

/** A large import is handed over in parts, each ended before the next is sent. */
export function PartsPanel({ job }: { job: Job }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { batches } = job;
  if (batches.length < 2) return null;
  const many = batches.length > drawAllUpTo;
  return (
    <Panel
      title="Parts"
      note="each ends before the next is sent; its rows numbered in the order they are sent in"
    >
      <div ref={scroller} className="relative max-h-120 overflow-auto [overflow-anchor:none]">
        <Table
          caption="Parts of this import"
          fixed
          minWidth="min-w-155"
          rows={many ? batches.length + 1 : undefined}
        >
          <thead>
            <tr>
              <Th className="w-17">Part</Th>
              <Th className="w-38">State</Th>
              <Th figures className="w-32">
                Rows
              </Th>
              <Th>What was said of it</Th>
              <Th className="w-34">Bulk job</Th>
            </tr>
          </thead>
          {many ? (
            <PartsInSight parts={batches} scroller={scroller} />
          ) : (
            <tbody>
              {batches.map((part) => (
                <Part key={part.index} part={part} of={batches.length} />
              ))}
            </tbody>
          )}
        </Table>
      </div>
    </Panel>
  );
}
