import "server-only";
import type { JobSummary } from "../api-contract/jobs";
import { count } from "../wording/counts";
import { jobName, jobStatusWords } from "../wording/jobs";
import { objectWords } from "../wording/objects";
import { outcomeSentence } from "../wording/outcome-sentence";
import { fullTime } from "../wording/times";

export interface MailText {
  subject: string;
  text: string;
}

const longest = 180;

/**
 * What an import is by now, in the words of its page. Names come from files and other systems: each is one line, without
 * characters that cannot be seen, so that none becomes a header or a line of its own.
 *
 * @param publicUrl where the import's page is
 */
export function mailText(job: JobSummary, kind: "ended" | "needs_you", publicUrl: URL): MailText {
  const shown = {
    ...job,
    connectionName: oneLine(job.connectionName),
    connectorName: oneLine(job.connectorName),
    objectName: oneLine(job.objectName),
  };
  const what = objectWords(shown.objectName).plural;
  const where = [shown.connectionName, ...(job.company === null ? [] : [oneLine(job.company)])].join(", ");
  const lead = kind === "needs_you" ? "This import waits for a person." : null;
  const at = kind === "ended" ? job.endedAt : null;
  const lines = [
    ...(lead === null ? [] : [lead]),
    outcomeSentence(shown),
    "",
    `Import: ${job.number}, ${count(job.rows.total + job.rows.keptBack + job.rows.excluded, "row")} of ${what}`,
    `File: ${oneLine(job.fileName)}`,
    `Into: ${where} (${job.environment})`,
    ...(at === null ? [] : [`Ended: ${fullTime(at, { timeZone: "UTC" })}`]),
    "",
    new URL(`/jobs/${encodeURIComponent(job.id)}`, publicUrl).href,
    "",
    "You get this because you submitted the import. E-mail can be switched off under Notices in Hubload.",
    "",
  ];
  return {
    subject: oneLine(`${jobName(job)}: ${jobStatusWords(job)}, ${what} in ${shown.connectionName}`),
    text: lines.join("\n"),
  };
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
