import type { KeyboardEvent } from "react";
import type { JobSummary } from "@/lib/api-contract/jobs";
import { Skeleton } from "../ui/skeleton";
import { Table, Td, Th, Tr } from "../ui/table";
import { JobRow } from "./job-row";

function Head() {
  return (
    <thead>
      <tr>
        <Th className="w-13">No.</Th>
        <Th className="w-44">State</Th>
        <Th>What</Th>
        <Th className="w-44 wide:w-52">Where</Th>
        <Th className="w-52">Rows accounted for</Th>
        <Th figures className="w-35 px-2">
          Started
        </Th>
        <Th figures className="w-22 max-wide:hidden">
          Took
        </Th>
        <Th className="w-22 wide:w-28">By</Th>
      </tr>
    </thead>
  );
}

/** Arrow keys go from import to import; Tab does too. */
function goByArrow(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const links: Element[] = [...event.currentTarget.querySelectorAll("[data-row-link]")];
  const next = document.activeElement ? links[links.indexOf(document.activeElement) + step] : undefined;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

/** @param props.oldestFirst what waits longest comes first */
export function JobList(props: { jobs: readonly JobSummary[]; now: Date; oldestFirst: boolean }) {
  const { jobs, now, oldestFirst } = props;
  return (
    <Table caption={`Imports, ${oldestFirst ? "oldest" : "newest"} first`} fixed minWidth="min-w-245">
      <Head />
      <tbody onKeyDown={goByArrow}>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} now={now} />
        ))}
      </tbody>
    </Table>
  );
}

/** The same table with grey bars where its words will be. */
export function JobListLoading() {
  return (
    <Table caption="Imports are being read" fixed minWidth="min-w-245">
      <Head />
      <tbody>
        {["w-24", "w-32", "w-20", "w-28", "w-36"].map((width) => (
          <Tr key={width}>
            <Td>
              <Skeleton width="w-5" />
            </Td>
            <Td>
              <Skeleton width="w-20" />
            </Td>
            <Td>
              <Skeleton width={width} />
            </Td>
            <Td>
              <Skeleton width="w-24" />
            </Td>
            <Td>
              <Skeleton height="h-1.5" />
            </Td>
            <Td>
              <span className="flex justify-end">
                <Skeleton width="w-16" />
              </span>
            </Td>
            <Td className="max-wide:hidden">
              <span className="flex justify-end">
                <Skeleton width="w-10" />
              </span>
            </Td>
            <Td>
              <Skeleton width="w-14" />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
