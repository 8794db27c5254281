/**
 * The bytes of a blob lie with the browser until garbage is collected in every thread that held it, and they are no reason
 * to do so for Chromium. Arrays are, by their size, and pages of them that are never written to take no memory: each blob
 * holds one of so many times its size.
 */
const usual = 8;

/** Blobs of which many follow one another. */
export function heavyBlob(parts: BlobPart[], weight = usual): Blob {
  const blob = new Blob(parts);
  return Object.assign(blob, { held: new ArrayBuffer(blob.size * weight) });
}
