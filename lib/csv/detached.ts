/**
 * Strings cut out of a chunk of the file keep the whole chunk in memory for as long as they live; those that are kept
 * are copied out of it.
 */
export function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
