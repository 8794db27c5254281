import Link from "next/link";
import type { ConnectionDetail } from "@/lib/api-contract/connection-detail";
import { factLines, importLine, lastImportsWords } from "@/lib/wording/connections";
import { jobName, shownStatus } from "@/lib/wording/jobs";
import { objectWords } from "@/lib/wording/objects";
import { probeLines } from "@/lib/wording/probe";
import { StateWord } from "../ui/state-word";

/** What a connection can do, known before any effort. */
export function FactLines({ connection, short }: { connection: ConnectionDetail; short?: boolean }) {
  return (
    <dl className="grid gap-x-4 gap-y-2.5 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
      {factLines(connection).map(({ name, words, detail }) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0">
            <span className="font-medium">{words}</span>
            {detail && !short ? <span className="block text-12 text-ink-3">{detail}</span> : null}
          </dd>
        </div>
      ))}
      {short ? <LastImports connection={connection} /> : null}
      {short ? <Troubles connection={connection} /> : null}
    </dl>
  );
}

function LastImports({ connection }: { connection: ConnectionDetail }) {
  return (
    <>
      <dt className="text-ink-3">Last imports here</dt>
      <dd className="min-w-0 font-medium">{lastImportsWords(connection.imports) ?? "None yet"}</dd>
    </>
  );
}

/** What the probe found that somebody should know before sending. */
function Troubles({ connection }: { connection: ConnectionDetail }) {
  const answers = connection.probe.last?.answers;
  const troubles = answers ? probeLines(answers).filter(({ isTrouble }) => isTrouble) : [];
  return troubles.map(({ question, consequence }) => (
    <div key={question} className="contents">
      <dt className="text-ink-3">{question}</dt>
      <dd className="min-w-0 text-unsure-text">{consequence}</dd>
    </div>
  ));
}

/** How the last imports here went, each a link. */
export function ImportLines({ connection }: { connection: ConnectionDetail }) {
  return (
    <ul>
      {connection.imports.map((job) => (
        <li
          key={job.id}
          className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-line px-4 py-2.5 last:border-b-0"
        >
          <Link href={`/jobs/${job.id}`} className="rounded-1 font-medium text-accent-text hover:underline">
            {jobName(job)}
          </Link>
          <span className="min-w-0 flex-1 truncate text-ink-2" title={job.fileName}>
            {objectWords(job.objectName, connection.connector.key).plural} · {job.fileName}
          </span>
          <StateWord state={shownStatus(job)} small>
            {importLine(job)}
          </StateWord>
        </li>
      ))}
    </ul>
  );
}
