import type { Batch, Job } from "@/lib/api-contract/jobs";
import { number } from "@/lib/wording/counts";
import { placesOf, shownPart } from "@/lib/wording/jobs";
import { CopyButton } from "../ui/copy-button";
import { Panel } from "../ui/panel";
import { StateWord } from "../ui/state-word";
import { Table, Td, Th, Tr } from "../ui/table";

function Part({ part, of }: { part: Batch; of: number }) {
  const { state, words } = shownPart(part);
  return (
    <Tr>
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
}

/** A large import is handed over in parts, each ended before the next is sent. */
export function PartsPanel({ job }: { job: Job }) {
  if (job.batches.length < 2) return null;
  return (
    <Panel
      title="Parts"
      note="each ends before the next is sent; its rows numbered in the order they are sent in"
    >
      <div className="relative max-h-120 overflow-auto">
        <Table caption="Parts of this import" fixed minWidth="min-w-155">
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
          <tbody>
            {job.batches.map((part) => (
              <Part key={part.index} part={part} of={job.batches.length} />
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  );
}
