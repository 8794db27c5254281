import "server-only";

const uniqueViolation = "23505";

/** Whether an error says that a row would stand twice in the unique index `name`; without a name, in any. */
export function violates(error: unknown, name?: string): boolean {
  if (!(error instanceof Error) || !("code" in error) || error.code !== uniqueViolation) return false;
  return name === undefined || ("constraint" in error && error.constraint === name);
}
