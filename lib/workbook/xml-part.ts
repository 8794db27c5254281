import type { WorkbookLimits } from "./limits";
import { createXmlReader, type XmlHandler } from "./xml-reader";
import type { ZipParts } from "./zip-parts";

export interface XmlPartOptions {
  limits: WorkbookLimits;
  signal?: AbortSignal | undefined;
  /** Asked after each piece; `true` ends the reading there. */
  isEnough?: () => boolean;
  /** Bytes of the part read so far, unpacked. */
  onBytes?: ((bytes: number) => void) | undefined;
}

/** Reads a part of the package as XML. @throws ReadError, or what `signal` was aborted with */
export async function readXmlPart(
  parts: ZipParts,
  name: string,
  handler: XmlHandler,
  { limits, signal, isEnough = () => false, onBytes }: XmlPartOptions,
): Promise<void> {
  const xml = createXmlReader(handler, limits);
  await parts.read(
    name,
    (text, bytes) => {
      xml.write(text);
      onBytes?.(bytes);
      return isEnough();
    },
    signal,
  );
  if (!isEnough()) xml.end();
}
