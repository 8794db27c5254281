import type { ConnectorCall } from "../http/call";
import type { LedgerEntry } from "../ledger";
import type { ReceivedUpload } from "./receive-upload";

export const callbackHeader = (call: ConnectorCall): string | null => {
  const value = call.headers["elements-async-callback-url"];
  return typeof value === "string" && value !== "" ? value : null;
};

export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Notes in the ledger that an upload arrived, as far as it did. */
export function recordUpload(
  call: ConnectorCall,
  entry: Pick<LedgerEntry, "id" | "answer" | "receivedAt">,
  upload?: ReceivedUpload,
): void {
  call.world.ledger.uploads.push({
    ...entry,
    connection: call.connection.connector.key,
    instanceId: call.connection.id,
    object: call.param("object"),
    url: call.url,
    bytes: upload?.file?.bytes ?? 0,
    sha256: upload?.file?.sha256 ?? null,
    fileName: upload?.file?.name ?? null,
    complete: upload?.complete ?? false,
    callbackUrl: callbackHeader(call),
    metaData: upload?.metaData ? jsonOrText(upload.metaData) : null,
  });
}
