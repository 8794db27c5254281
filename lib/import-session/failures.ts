import { ApiError } from "@/lib/api-client/api-error";
import { CsvWorkerError } from "@/lib/csv-worker/conversation";
import { mostKeptBack } from "@/lib/csv-worker/protocol";
import { number } from "@/lib/wording/counts";
import { time } from "@/lib/wording/times";
import { AlreadySentError, NotComparedError } from "./already-sent";
import type { FailedWork, SessionFailure } from "./session-types";
import { UploadError } from "./upload-error";

const nothingSent = "No rows were sent.";

/** Refusals that a person may overrule: nothing is wrong with the file, but it may not be meant. */
export const warnings: readonly string[] = [
  "sent_before",
  "fields_changed",
  "rows_in_doubt",
  "rows_sent_before",
  "rows_not_compared",
];

/** What to do where the message does not already say it. */
const nextByCode: Readonly<Record<string, string>> = {
  empty: "Choose another file.",
  image: "Choose another file.",
  no_file: "Choose the file again.",
};

/** The first sentence says what happened; those after it say what to do. */
function sentences(message: string): [happened: string, next: string] {
  const [first = "", ...rest] = message.split(/(?<=[.!?]) +/);
  return [first, rest.join(" ")];
}

/** `null` for what a person stopped: that is no failure. */
export function toFailure(during: FailedWork, error: unknown): SessionFailure | null {
  if (during === "submitting" && isUnsure(error)) return unsureFailure(error);
  if (error instanceof CsvWorkerError) return workerFailure(during, error);
  if (error instanceof AlreadySentError) return alreadySentFailure(during, error);
  if (error instanceof NotComparedError) return notComparedFailure(during, error);
  if (error instanceof UploadError) return error.isCancelled ? null : uploadFailure(during, error);
  if (error instanceof ApiError) return apiFailure(during, error);
  const message = error instanceof Error ? error.message : String(error);
  return {
    during,
    code: "unexpected",
    happened: `An unexpected fault stopped this: ${message}`,
    sent: nothingSent,
    next: "Try again. If it happens again, tell an administrator.",
    canRetry: true,
    requestId: null,
  };
}

function workerFailure(during: FailedWork, { code, message }: CsvWorkerError): SessionFailure | null {
  if (code === "cancelled") return null;
  const [happened, next] = sentences(message);
  return {
    during,
    code,
    happened,
    sent: nothingSent,
    next: next === "" ? (nextByCode[code] ?? "Choose the file again.") : next,
    canRetry: false,
    requestId: null,
  };
}

const uploadWords: Readonly<Record<number, readonly [happened: string, next: string]>> = {
  0: ["The network is gone.", "Go on when it is back: the upload continues where it stopped."],
  401: ["Your session ended.", "Sign in again, then go on: the upload continues where it stopped."],
  413: [
    "The file is larger than this server takes.",
    "Divide it into smaller files and load them one after another.",
  ],
  507: [
    "The server is out of space.",
    "What is uploaded is kept. Try again later, or tell an administrator.",
  ],
};

function uploadFailure(during: FailedWork, { status, message }: UploadError): SessionFailure {
  const [happened, next] = uploadWords[status] ?? [
    message,
    "Try again: the upload continues where it stopped.",
  ];
  return {
    during,
    code: `upload_${status}`,
    happened,
    sent: nothingSent,
    next,
    canRetry: status !== 413,
    requestId: null,
  };
}

/** Whether the request may have been carried out although its answer is missing or not readable. */
export function isUnsure(error: unknown): boolean {
  return (
    !(error instanceof ApiError) || error.status === 0 || error.status >= 500 || error.code === "unreadable"
  );
}

/** A try of a submission was refused after one that went unanswered: whether that one was carried out is not known. */
export class StillUnsureError extends Error {
  override readonly name = "StillUnsureError";
  readonly refusal: ApiError;

  constructor(refusal: ApiError) {
    super(refusal.message, { cause: refusal });
    this.refusal = refusal;
  }
}

function unsureFailure(thrown: unknown): SessionFailure {
  const isRefused = thrown instanceof StillUnsureError;
  const error = isRefused ? thrown.refusal : thrown;
  const noAnswer = "The import was handed over, and no answer came.";
  return {
    during: "submitting",
    code: error instanceof ApiError ? error.code : "unexpected",
    happened: isRefused ? `${noAnswer} Asking again was refused: ${thrown.message}` : noAnswer,
    sent: "It may have begun.",
    next: "Ask again: the same import is never begun twice.",
    canRetry: true,
    requestId: error instanceof ApiError ? (error.requestId ?? null) : null,
  };
}

function alreadySentFailure(during: FailedWork, error: AlreadySentError): SessionFailure {
  const { same, earlier, told } = error;
  const [happened = error.message, ...others] = told;
  const canSkip = same !== null && !error.isAll && same.rows <= mostKeptBack;
  return {
    during,
    code: "rows_sent_before",
    happened,
    sent: [...others, "No rows were sent now."].join(" "),
    next: afterAlreadySent(error, canSkip),
    canRetry: true,
    requestId: null,
    ...(earlier ? { earlier: { jobId: earlier.jobId, number: earlier.number } } : {}),
    ...(canSkip ? { skippable: same } : {}),
  };
}

function afterAlreadySent({ same, isAll }: AlreadySentError, canSkip: boolean): string {
  if (isAll) return "Nothing in this file is new. If that is meant, send it all the same.";
  if (canSkip) return "Leave them out, or send them once more.";
  return same === null
    ? "If that is meant, send them all the same."
    : "So many cannot be left out here: choose a file without them, or send them once more.";
}

function notComparedFailure(during: FailedWork, { message, refusal }: NotComparedError): SessionFailure {
  return {
    during,
    code: "rows_not_compared",
    happened: message,
    sent: nothingSent,
    next: "Try again later, or send them all the same.",
    canRetry: true,
    requestId: refusal.requestId ?? null,
  };
}

/** The time is the reader's own. */
function warningWords({ before, message }: ApiError): string {
  if (before === undefined) return message;
  return `${before.by} sent this file here before: import ${number(before.number)}, ${time(before.at, new Date())}.`;
}

function apiFailure(during: FailedWork, error: ApiError): SessionFailure {
  if (warnings.includes(error.code))
    return {
      during,
      code: error.code,
      happened: warningWords(error),
      sent: nothingSent,
      next: "If that is meant, send it all the same.",
      canRetry: true,
      requestId: error.requestId ?? null,
      ...(error.before ? { earlier: { jobId: error.before.jobId, number: error.before.number } } : {}),
    };
  const [happened, next] = sentences(error.message);
  return {
    during,
    code: error.code,
    happened,
    sent: nothingSent,
    next: next === "" ? "Try again." : next,
    canRetry: true,
    requestId: error.requestId ?? null,
  };
}
