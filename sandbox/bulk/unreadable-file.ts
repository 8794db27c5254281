/** The file of a job cannot be read; the message says why. */
export class UnreadableFile extends Error {}
