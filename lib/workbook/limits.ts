const mebibyte = 1_048_576;

/** What a workbook may be at most. Beyond that it is refused before, or while, it is unpacked. */
export const workbookLimits = {
  /** Parts of the zip. A workbook has one a sheet and a dozen more. */
  entries: 1_000,
  /** Bytes of all parts unpacked, as declared and as counted. */
  inflatedBytes: 1024 * mebibyte,
  /** A part that grows more than this is made to harm: sheets grow ten to twenty times. */
  ratio: 100,
  /** Below this size the ratio says nothing. */
  ratioFromBytes: 10 * mebibyte,
  /** Bytes of the texts that sheets share: they are kept in memory. */
  sharedStringBytes: 256 * mebibyte,
  /** Bytes of a sheet as text. Shared texts may be used a million times. */
  textBytes: 1024 * mebibyte,
  /** Characters between two tags. A cell holds 32,767 at most (Excel specifications and limits). */
  runCharacters: mebibyte,
  /** Excel specifications and limits. */
  rows: 1_048_576,
  columns: 16_384,
} as const;

export type WorkbookLimits = { [K in keyof typeof workbookLimits]: number };
