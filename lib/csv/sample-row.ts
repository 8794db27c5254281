import type { FileRecord } from "./record-reader";

/** A record of the first part of the file, read with one dialect. */
export interface SampleRow extends Pick<FileRecord, "fileRow" | "line" | "cells"> {
  isSound: boolean;
  /** As it stands in the file, in UTF-8. */
  bytes: Uint8Array;
}
