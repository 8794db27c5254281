import "server-only";
import { randomBytes } from "node:crypto";

/** What stands around the bytes of the file in a multipart body. */
export interface Envelope {
  contentType: string;
  head: Buffer;
  tail: Buffer;
}

const longestFileName = 255;

/**
 * The envelope of an upload: the form field `metaData` (JSON text), then the part `file`. RFC 7578; the order is that of the
 * vendor's own tests. Open Connectors reference, bulk upload.
 * The boundary has 192 random bits, so no file holds it, not even one made to.
 */
export function createEnvelope(fileName: string, metaData: Readonly<Record<string, unknown>>): Envelope {
  const boundary = `hubload-${randomBytes(24).toString("hex")}`;
  const field = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="metaData"',
    "",
    toAsciiJson(metaData),
    "",
  ].join("\r\n");
  const file = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${escapeFileName(fileName)}"`,
    "Content-Type: text/csv",
    "",
    "",
  ].join("\r\n");
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: Buffer.from((Object.keys(metaData).length === 0 ? "" : field) + file),
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
  };
}

/** As browsers do: UTF-8, with quotes and line ends percent-encoded. HTML standard, multipart/form-data encoding. */
function escapeFileName(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A form field says nothing of its encoding; in ASCII there is nothing to get wrong. */
function toAsciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The name as it is sent: well-formed, and not so long that an address with it is refused; its ending stays. */
export function toSentFileName(name: string): string {
  const characters = [...name.toWellFormed()];
  if (characters.length <= longestFileName) return characters.join("");
  const ending = /\.[^.]{1,10}$/u.exec(name.toWellFormed())?.[0] ?? "";
  return characters.slice(0, longestFileName - [...ending].length).join("") + ending;
}
