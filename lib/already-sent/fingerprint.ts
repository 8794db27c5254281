import "server-only";
import { createHmac, hkdfSync } from "node:crypto";

/** The object of a connection that rows are sent to: equal rows of another one are other rows. */
export interface Place {
  upstreamUrl: string;
  connectionId: string;
  objectName: string;
}

/** What tells a row of a place again, without anything of it that could be read. */
export interface Fingerprint {
  /** Of all its values. */
  content: Buffer;
  /** Of the value records are told apart by; `null`: it has none. */
  key: Buffer | null;
}

/** 128 bits: two different rows of a billion meet with a chance below 10⁻²⁰. */
const bytes = 16;

/**
 * The key of this installation's fingerprints, derived from its session secret. With another secret nothing matches any
 * more, and nothing is claimed. RFC 5869.
 */
export function fingerprintKey(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "hubload already sent 1", 32));
}

/**
 * Takes the fingerprints of rows with this header. The order of columns, blank values and columns in `without` make no
 * difference.
 * @param keyField path of the field that records are told apart by
 * @param without fields that differ each time by themselves, such as the day of the import
 */
export function createFingerprints(
  secretKey: Buffer,
  place: Place,
  header: readonly string[],
  { keyField, without }: { keyField: string | null; without: ReadonlySet<string> },
): (cells: readonly string[]) => Fingerprint {
  const where = [place.upstreamUrl, place.connectionId, place.objectName];
  const order = header
    .map((path, at) => ({ path, at }))
    .filter(({ path }) => !without.has(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const keyAt = keyField === null ? -1 : header.indexOf(keyField);
  const seal = (kind: string, facts: readonly string[]) =>
    createHmac("sha256", secretKey)
      .update(JSON.stringify([kind, ...where, ...facts]))
      .digest()
      .subarray(0, bytes);
  return (cells) => {
    const facts: string[] = [];
    for (const { path, at } of order) {
      const cell = cells[at] ?? "";
      if (cell !== "") facts.push(path, cell);
    }
    const key = cells[keyAt] ?? "";
    return {
      content: seal("content", facts),
      key: keyField === null || key === "" ? null : seal("key", [keyField, key]),
    };
  };
}
