/** What the connected system refused before, as it is told of when it comes again. */
export interface EarlierRefusal {
  /** Path of the field that was to blame. */
  field: string;
  /** Keyed fingerprints of its values. */
  values: readonly string[];
  /** What is said of one of its values, of an empty one, and of what would be right. */
  words: { value: string; nothing: string; expected: string };
  told: ToldRefusal;
}

/** Who refused it, when and in which import, and what somebody of the team wrote about it. */
export interface ToldRefusal {
  by: string;
  /** As an ISO time. */
  at: string;
  /** The words refused rows had in common. */
  signature: string;
  job: { id: string; number: number; by: string };
  hint: { text: string; by: string; at: string } | null;
}

/** What an object refused before. */
export interface RefusalMemory {
  /** Of the fingerprints, base64. */
  key: string;
  /** The last first. */
  refusals: readonly EarlierRefusal[];
}
