import { DetailedError, defaultOptions, type FileSource, type HttpStack, Upload } from "tus-js-client";
import { askToSignIn } from "@/lib/api-client/session-ended";
import { problemSchema } from "@/lib/api-contract/problem";
import { CsvWorkerError } from "@/lib/csv-worker/conversation";
import { endStalled } from "./end-stalled";
import type { UploadRequest } from "./session-types";
import { UploadError } from "./upload-error";

export interface TusSettings {
  endpoint: string;
  /** Bytes of the first request; halved, down to 256 KiB, while an answer says that one was too large or too slow. */
  chunkSize: number;
  retryDelays: number[];
  /** Milliseconds without a byte and without an answer after which a request is made again. */
  stallMs: number;
  /** Asks the person whose session ended; `true` when they signed in again. */
  signInAgain(): Promise<boolean>;
  /** Makes the requests, of blobs. */
  httpStack: HttpStack;
}

/** Quick at first, then every half minute for an hour: a network that is gone comes back by itself. */
const patientDelaysMs = [0, 1000, 2000, 4000, 8000, 15_000, ...new Array<number>(120).fill(30_000)];

const leastChunkSize = 256 * 1024;

const browserSettings: TusSettings = {
  endpoint: "/api/uploads",
  chunkSize: 4 * 1024 * 1024,
  retryDelays: patientDelaysMs,
  // Longer than a slow line needs for what a system holds back, and than the end of a large upload takes.
  stallMs: 120_000,
  signInAgain: askToSignIn,
  httpStack: defaultOptions.httpStack,
};

/**
 * Uploads what is written while it is written, by the tus protocol: its length is said with its last chunk, and what the
 * server has acknowledged is never sent again. Answers with the id of the upload.
 *
 * @throws UploadError, CsvWorkerError when the writer ended
 */
export async function uploadByTus(
  request: UploadRequest,
  settings: TusSettings = browserSettings,
): Promise<string> {
  let url = request.resumeUrl;
  let { chunkSize } = settings;
  const onUrl = (known: string | null) => {
    url = known;
    request.onUrl(known);
  };
  for (;;) {
    try {
      return idOf(await uploadOnce({ ...request, resumeUrl: url, onUrl }, { ...settings, chunkSize }));
    } catch (error) {
      if (error instanceof UploadError && asksForSmallerChunks(error.cause, chunkSize)) {
        chunkSize = Math.max(leastChunkSize, Math.floor(chunkSize / 2));
        continue;
      }
      if (isNeverWhole(error) && url !== null) {
        // What cannot be removed now goes with all that is abandoned.
        await Upload.terminate(url).catch(() => undefined);
        onUrl(null);
      }
      const hasEnded = error instanceof UploadError && error.status === 401;
      if (!hasEnded || !(await settings.signInAgain())) throw error;
    }
  }
}

function uploadOnce(request: UploadRequest, settings: TusSettings): Promise<string> {
  const { signInAgain, stallMs, httpStack: platform, ...options } = settings;
  const { output, fileName, resumeUrl, signal } = request;
  const length = createLength();
  const httpStack = watched(length.saidOnce(platform), stallMs);
  return new Promise((resolve, reject) => {
    // The client takes its bytes from the reader below; it asks only that there is something to read.
    const upload = new Upload(new Blob(), {
      ...options,
      uploadLengthDeferred: true,
      fileReader: { openFile: async () => sourceOf(output) },
      httpStack,
      uploadUrl: resumeUrl,
      metadata: { filename: fileName },
      storeFingerprintForResuming: false,
      onAfterResponse: (request, response) =>
        length.heard(request.getMethod(), response.getHeader("Upload-Length")),
      onUploadUrlAvailable: () => request.onUrl(upload.url),
      onProgress: (sent) => request.onProgress(sent),
      onShouldRetry: (error) => {
        const again =
          writerFault(error) === null &&
          isPassing(statusOf(error)) &&
          !asksForSmallerChunks(error, options.chunkSize);
        if (again) request.onWaiting();
        return again;
      },
      onError: (error) => {
        signal.removeEventListener("abort", onAbort);
        reject(writerFault(error) ?? toUploadError(error));
      },
      onSuccess: () => {
        signal.removeEventListener("abort", onAbort);
        resolve(upload.url ?? "");
      },
    });
    const onAbort = () => {
      upload.abort().then(
        () => reject(stopped()),
        (cause: unknown) => reject(stopped(cause)),
      );
    };
    if (signal.aborted) {
      reject(stopped());
      return;
    }
    signal.addEventListener("abort", onAbort, { once: true });
    upload.start();
  });
}

const sourceOf = (output: UploadRequest["output"]): FileSource => ({
  // Not known before the last chunk; the client does not ask for it then.
  size: Number.NaN,
  slice: (from, to) => output.slice(from, to),
  close: () => {},
});

/**
 * The server takes the length of an upload once, with the last chunk; when only a part of that chunk arrived, the client
 * would say it again.
 */
function createLength() {
  let isKnown = false;
  return {
    /** HEAD is the truth about what the server knows. */
    heard(method: string, length: string | undefined) {
      if (method === "HEAD") isKnown = length != null;
    },
    saidOnce: (stack: HttpStack): HttpStack => ({
      getName: () => stack.getName(),
      createRequest(method, url) {
        const request = stack.createRequest(method, url);
        const setHeader = request.setHeader.bind(request);
        request.setHeader = (name, value) => {
          if (name !== "Upload-Length" || !isKnown) setHeader(name, value);
        };
        return request;
      },
    }),
  };
}

const watched = (stack: HttpStack, stallMs: number): HttpStack => ({
  getName: () => stack.getName(),
  createRequest(method, url) {
    const request = stack.createRequest(method, url);
    endStalled(request, stallMs);
    return request;
  },
});

/** Why the writer ended, where it was not the upload that broke. */
function writerFault(error: Error): CsvWorkerError | null {
  const cause = error instanceof DetailedError ? error.causingError : null;
  return cause instanceof CsvWorkerError ? cause : null;
}

/** An output that will be refused again, as often as it is written. */
const isNeverWhole = (error: unknown) =>
  error instanceof CsvWorkerError && error.code === "too_many_kept_back";

const stopped = (cause?: unknown) => new UploadError("Stopped.", { isCancelled: true, cause });

function statusOf(error: Error): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

/** Whether the same request may work in a while. A full disk is for a person to mend. */
function isPassing(status: number): boolean {
  return status === 0 || [408, 409, 423, 429].includes(status) || (status >= 500 && status !== 507);
}

/** A proxy in between takes less at once than the server, or waits less long: smaller chunks may pass. */
function asksForSmallerChunks(error: unknown, chunkSize: number): boolean {
  return (
    chunkSize > leastChunkSize &&
    error instanceof DetailedError &&
    error.originalRequest.getMethod() === "PATCH" &&
    [408, 413].includes(statusOf(error))
  );
}

function toUploadError(error: Error): UploadError {
  const status = statusOf(error);
  const body = error instanceof DetailedError ? (error.originalResponse?.getBody() ?? "") : "";
  return new UploadError(problemWords(body) ?? `The upload ended with status ${status}.`, {
    status,
    cause: error,
  });
}

function problemWords(body: string): string | null {
  try {
    const problem = problemSchema.safeParse(JSON.parse(body));
    return problem.success ? (problem.data.detail ?? problem.data.title) : null;
  } catch {
    // No JSON: an answer of a proxy in between, which has no words for the person.
    return null;
  }
}

/** The last part of an upload's address. */
function idOf(url: string): string {
  const id = url.split(/[?#]/, 1)[0]?.split("/").at(-1) ?? "";
  return decodeURIComponent(id);
}
