import { DetailedError, Upload, type UploadOptions } from "tus-js-client";
import { askToSignIn } from "@/lib/api-client/session-ended";
import { problemSchema } from "@/lib/api-contract/problem";
import type { UploadRequest } from "./session-types";
import { UploadError } from "./upload-error";

export interface TusSettings extends Pick<UploadOptions, "fileReader" | "httpStack"> {
  endpoint: string;
  /** Bytes of the first request; halved, down to 256 KiB, while an answer says that one was too large or too slow. */
  chunkSize: number;
  retryDelays: number[];
  /** Asks the person whose session ended; `true` when they signed in again. */
  signInAgain(): Promise<boolean>;
}

/** Quick at first, then every half minute for an hour: a network that is gone comes back by itself. */
const patientDelaysMs = [0, 1000, 2000, 4000, 8000, 15_000, ...new Array<number>(120).fill(30_000)];

const leastChunkSize = 256 * 1024;

const browserSettings: TusSettings = {
  endpoint: "/api/uploads",
  chunkSize: 8 * 1024 * 1024,
  retryDelays: patientDelaysMs,
  signInAgain: askToSignIn,
};

/**
 * Uploads by the tus protocol, resumable: what the server has acknowledged is never sent again. Answers with the id of
 * the upload.
 *
 * @throws UploadError
 */
export async function uploadByTus(
  request: UploadRequest,
  settings: TusSettings = browserSettings,
): Promise<string> {
  let url = request.resumeUrl;
  let { chunkSize } = settings;
  const onUrl = (known: string) => {
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
      const hasEnded = error instanceof UploadError && error.status === 401;
      if (!hasEnded || !(await settings.signInAgain())) throw error;
    }
  }
}

function uploadOnce(request: UploadRequest, settings: TusSettings): Promise<string> {
  const { signInAgain, ...options } = settings;
  const { blob, fileName, sha256, resumeUrl, signal } = request;
  return new Promise((resolve, reject) => {
    const upload = new Upload(blob, {
      ...options,
      uploadUrl: resumeUrl,
      metadata: { filename: fileName, sha256 },
      // The bytes are made from a file the page cannot keep: another page has nothing to resume.
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => request.onUrl(upload.url ?? ""),
      onProgress: (sent, total) => request.onProgress(sent, total),
      onShouldRetry: (error) => {
        const again = isPassing(statusOf(error)) && !asksForSmallerChunks(error, options.chunkSize);
        if (again) request.onWaiting();
        return again;
      },
      onError: (error) => {
        signal.removeEventListener("abort", onAbort);
        reject(toUploadError(error));
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
