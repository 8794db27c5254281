import "server-only";
import type { Problem } from "../api-contract/problem";

/** Why an upload request is not done, in the words of the answer. `code` is stable. */
export class UploadRefusal extends Error {
  override readonly name = "UploadRefusal";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

export const refusals = {
  unknown: () => new UploadRefusal(404, "upload_unknown", "There is no such upload."),
  gone: () => new UploadRefusal(410, "upload_gone", "This upload was removed. Send the file again."),
  damaged: (cause?: unknown) =>
    new UploadRefusal(410, "upload_damaged", "This upload was damaged on the server. Send the file again.", {
      cause,
    }),
  hashDiffers: () =>
    new UploadRefusal(
      422,
      "upload_hash_differs",
      "What arrived is not what was sent: the SHA-256 differs. Send the file again.",
    ),
  diskFull: (cause?: unknown) =>
    new UploadRefusal(
      507,
      "disk_full",
      "The server is out of space. What has arrived is kept; try again later.",
      { cause },
    ),
  noRoom: () =>
    new UploadRefusal(
      507,
      "disk_full",
      "The server has not enough space for this file. Nothing of it was taken; try again later, or tell an administrator.",
    ),
  locked: () =>
    new UploadRefusal(
      423,
      "upload_locked",
      "This upload is being sent from elsewhere at this moment. Try again when that has ended.",
    ),
  inUse: () => new UploadRefusal(409, "upload_in_use", "An import was made from this upload; it is kept."),
  moved: () =>
    new UploadRefusal(409, "offset_moved", "Another request has written to this upload meanwhile."),
  short: () =>
    new UploadRefusal(
      400,
      "length_differs",
      "Fewer bytes arrived than the request declared. What was acknowledged is kept; ask for the offset.",
    ),
  noLength: () =>
    new UploadRefusal(
      400,
      "length_missing",
      "Upload bytes must come with their Content-Length: without it nobody sees that some are missing.",
    ),
  otherVersion: () => new UploadRefusal(412, "tus_version", "Tus-Resumable must be 1.0.0."),
  notBytes: () =>
    new UploadRefusal(415, "not_upload_bytes", "Upload bytes must come as application/offset+octet-stream."),
  badChecksum: () =>
    new UploadRefusal(
      400,
      "bad_checksum",
      "Upload-Checksum must be sha256 or sha1, a space and the hash in base64.",
    ),
  checksumDiffers: () =>
    new UploadRefusal(
      460,
      "checksum_differs",
      "These bytes are not the ones that were sent: their checksum differs. Send them again.",
    ),
  badHash: () =>
    new UploadRefusal(400, "bad_hash", "The sha256 of Upload-Metadata must be 64 hexadecimal digits."),
  encoded: () =>
    new UploadRefusal(
      415,
      "content_encoded",
      "Upload bytes must come as they are, without Content-Encoding.",
    ),
};

/** What `@tus/server` itself throws: no Error, an object with these two. */
interface ProtocolFailure {
  status_code: number;
  body: string;
}

export function isProtocolFailure(error: unknown): error is ProtocolFailure {
  return typeof error === "object" && error !== null && "status_code" in error && "body" in error;
}

const protocolCodes: Record<number, string> = {
  400: "bad_upload_request",
  403: "bad_upload_request",
  404: "upload_unknown",
  409: "offset_differs",
  410: "upload_gone",
  412: "tus_version",
  413: "too_large",
};

/**
 * An answer of the protocol's server that is a failure, as RFC 9457 problem. Its protocol headers stay.
 * @param detail our words; without them the protocol server's own are used
 */
export function problemAnswer(status: number, detail: string, headers: Headers, code?: string): Response {
  const problem: Problem = {
    type: "about:blank",
    title: "The upload was not accepted",
    status,
    code: code ?? protocolCodes[status] ?? "upload_failed",
    detail: detail.trim(),
  };
  headers.delete("content-length");
  headers.set("content-type", "application/problem+json");
  headers.set("cache-control", "no-store");
  return new Response(JSON.stringify(problem), { status, headers });
}
