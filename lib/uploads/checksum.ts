import "server-only";
import { createHash, type Hash } from "node:crypto";
import { refusals } from "./upload-problem";

/** tus 1.0, checksum extension; sha1 is demanded by it. */
export const checksumAlgorithms = ["sha256", "sha1"] as const;

const digestBytes = { sha256: 32, sha1: 20 };

export interface Checksum {
  hash: Hash;
  /** @throws UploadRefusal 460 when the bytes are others than those that were sent */
  verify(): void;
}

/**
 * @param header `Upload-Checksum`: the algorithm, a space, the hash in base64
 * @throws UploadRefusal 400 when it is none
 */
export function readChecksum(header: string | null): Checksum | undefined {
  if (header === null) return undefined;
  const [name, value, ...rest] = header.trim().split(/ +/);
  const algorithm = checksumAlgorithms.find((known) => known === name);
  const expected = Buffer.from(value ?? "", "base64");
  if (algorithm === undefined || rest.length > 0 || expected.length !== digestBytes[algorithm])
    throw refusals.badChecksum();
  const hash = createHash(algorithm);
  return {
    hash,
    verify() {
      if (!hash.digest().equals(expected)) throw refusals.checksumDiffers();
    },
  };
}
