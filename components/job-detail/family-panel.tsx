import Link from "next/link";
import type { Places } from "@/lib/api-contract/family";
import type { Job } from "@/lib/api-contract/jobs";
import { openOf } from "@/lib/family";
import { number } from "@/lib/wording/counts";
import { familyWords, shownMember } from "@/lib/wording/jobs";
import { classNames } from "../ui/class-names";
import { Panel } from "../ui/panel";
import { StateWord } from "../ui/state-word";
import { Table, Td, Th, Tr } from "../ui/table";

const link = "rounded-1 font-medium text-accent-text hover:underline";

/** Red is for what is known to have failed, or is known to be left. */
function openTone(places: Places): string | undefined {
  if (openOf(places) === 0) return undefined;
  return openOf(places) === places.unknown ? "font-medium text-unsure-text" : "font-medium text-failed-text";
}

/** An import and its corrections: how many rows came into each, and where they are, adding up to the file. */
export function FamilyPanel({ job }: { job: Job }) {
  const { family } = job;
  if (family.imports.length < 2) return null;
  const { places } = family;
  return (
    <Panel title={`Import ${number(family.root.number)} and its corrections`} note={familyWords(family)}>
      <div className="overflow-x-auto">
        <Table caption="Rows of the file, import by import" minWidth="min-w-130">
          <thead>
            <tr>
              <Th>Import</Th>
              <Th>State</Th>
              <Th figures>Rows in</Th>
              <Th figures>Done</Th>
              <Th figures>Settled, excluded</Th>
              <Th figures>Open here</Th>
              <Th figures>Sent again</Th>
            </tr>
          </thead>
          <tbody>
            {family.imports.map((one) => (
              <Tr key={one.id}>
                <Td>
                  {one.id === job.id ? (
                    <span className="font-medium" aria-current="page">
                      Import {number(one.number)}
                    </span>
                  ) : (
                    <Link className={link} href={`/jobs/${encodeURIComponent(one.id)}`}>
                      Import {number(one.number)}
                    </Link>
                  )}
                </Td>
                <Td>
                  <StateWord state={shownMember(one)} small />
                </Td>
                <Td figures>{number(one.rows)}</Td>
                <Td figures>{number(one.places.succeeded)}</Td>
                <Td figures>{number(one.places.settled + one.places.excluded)}</Td>
                <Td figures className={openTone(one.places)}>
                  {number(openOf(one.places) + one.places.underWay + one.places.toSend)}
                </Td>
                <Td figures className="text-ink-3">
                  {number(one.sentAgain)}
                </Td>
              </Tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="h-11">
              <td className="px-3 font-medium" colSpan={2}>
                {family.open === 0 ? "Every row is accounted for" : "Every row of the file"}
              </td>
              <td className="figures px-3 text-right">
                <span className={classNames("font-strong", family.open === 0 ? "rule-closed" : "rule-open")}>
                  {number(family.rows)}
                </span>
              </td>
              <td className="figures px-3 text-right">{number(places.succeeded)}</td>
              <td className="figures px-3 text-right">{number(places.settled + places.excluded)}</td>
              <td className="figures px-3 text-right">
                {number(family.open + places.underWay + places.toSend)}
              </td>
              <td />
            </tr>
          </tfoot>
        </Table>
      </div>
    </Panel>
  );
}
