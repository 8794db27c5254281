import type { ProbeAnswers } from "@/lib/api-contract/probe";
import { probeLines } from "@/lib/wording/probe";
import { ScrollRegion } from "../ui/scroll-region";
import { StateWord } from "../ui/state-word";
import { Table, Td, Th, Tr } from "../ui/table";

/** What the service does on the points that no documentation answers, and what Hubload makes of it. */
export function ProbeAnswersTable({ answers }: { answers: ProbeAnswers }) {
  return (
    <ScrollRegion label="Answers of the probe" className="overflow-x-auto">
      <Table caption="Answers of the probe" fixed minWidth="min-w-140">
        <thead>
          <tr>
            <Th className="w-44">Question</Th>
            <Th>Answer</Th>
            <Th>What follows</Th>
          </tr>
        </thead>
        <tbody>
          {probeLines(answers).map(({ question, answer, consequence, isTrouble }) => (
            <Tr key={question}>
              <Td className="py-2 align-top font-medium">{question}</Td>
              <Td className="py-2 align-top wrap-anywhere">
                <span className={answer === "not known" ? "text-ink-3" : undefined}>{answer}</span>
              </Td>
              <Td className="py-2 align-top text-ink-2">
                {isTrouble ? (
                  <StateWord state="warning" small>
                    Mind this
                  </StateWord>
                ) : null}
                <span className="block">{consequence}</span>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </ScrollRegion>
  );
}
