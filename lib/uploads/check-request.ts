import "server-only";
import { refusals } from "./upload-problem";

/**
 * What the protocol's server lets pass or names by another status than tus 1.0 does: another version of the protocol (412),
 * a body that is not upload bytes as they are (415), or one whose end cannot be told from a cut (400).
 * @throws UploadRefusal
 */
export function checkRequest({ method, headers }: Request): void {
  if (method !== "OPTIONS" && headers.get("tus-resumable") !== "1.0.0") throw refusals.otherVersion();
  if (!["", "identity"].includes(headers.get("content-encoding") ?? "")) throw refusals.encoded();
  if (method !== "PATCH") return;
  if (headers.get("content-type") !== "application/offset+octet-stream") throw refusals.notBytes();
  if (headers.get("content-length") === null) throw refusals.noLength();
}
