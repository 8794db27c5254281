const testTags = ["test", "sandbox"];

/** A connection nobody has marked as a test system is treated as live. */
export function isLive({ tags }: { tags: readonly string[] }): boolean {
  return !tags.some((tag) => testTags.includes(tag.trim().toLowerCase()));
}
