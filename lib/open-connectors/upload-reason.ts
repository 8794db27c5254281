import "server-only";
import { refusedToken } from "./errors";
import { describeNetworkFault } from "./network-fault";
import { itSays } from "./plain-words";
import type { UploadClass } from "./upload-class";
import type { Seen } from "./upload-conversation";
import { SendFault } from "./upload-socket";

const toDigits = new Intl.NumberFormat("en-GB");

/** Why a POST ended as it did, for the operator: what happened, and what that means for the rows. */
export function toReason(options: {
  kind: Exclude<UploadClass, "accepted">;
  seen: Seen;
  bodyBytes: number;
  /** The upstream's own words, already cleaned. */
  said: string | null;
  host: string;
  objectName: string;
}): string {
  const { kind, seen, said } = options;
  const status = seen.reply?.status ?? null;
  const what = status === null ? inWords(seen.fault, options.host) : answerInWords(status, options);
  const says = said === null || kind === "unknown" ? [] : [itSays(said)];
  return [what, ...says, consequence(options)].filter((part) => part !== "").join(" ");
}

function inWords(fault: unknown, host: string): string {
  return fault instanceof SendFault ? fault.message : describeNetworkFault(fault, host).words;
}

function answerInWords(status: number, { kind, seen, objectName }: Parameters<typeof toReason>[0]): string {
  if (kind === "refused") return refusals(objectName)[status] ?? otherRefusal(status);
  if (status >= 200 && status <= 299) {
    if (seen.reply?.text === null)
      return "Open Connectors answered with an encoded body, which was not asked for.";
    return `Open Connectors answered ${status} without the id of a bulk job.`;
  }
  if (status === 429 || status === 503) return `Open Connectors asks to wait (${status}).`;
  return `Open Connectors answered ${status}.`;
}

const refusals = (objectName: string): Readonly<Record<number, string>> => ({
  401: refusedToken,
  403: `This connection may not write to “${objectName}”. Ask your administrator for the permission in the connected system.`,
  404: `This connection has no object “${objectName}” to write to.`,
  413: "The file is too large for this connection.",
});

const otherRefusal = (status: number) =>
  status >= 300 && status <= 399
    ? `Open Connectors answered with a redirect (${status}), which is never followed. Ask your administrator to check OPEN_CONNECTORS_URL.`
    : `Open Connectors refused the file (${status}).`;

function consequence({ kind, seen, bodyBytes }: Parameters<typeof toReason>[0]): string {
  if (kind === "not_sent") return "No row was sent.";
  if (kind === "refused") return "";
  const sent = `${toDigits.format(seen.bodyBytesSent)} of ${toDigits.format(bodyBytes)} bytes had been sent`;
  return `${sent}: the rows may or may not have arrived.`;
}
