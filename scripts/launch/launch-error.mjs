/** What stops a start: a message of one line in the operator's words, printed without a stack. */
export class LaunchError extends Error {
  name = "LaunchError";
}

/**
 * What to print of an error: one line where it is ours or the system's, everything where it is a fault of the program.
 * @param {unknown} error
 */
export function toPrint(error) {
  // The system names no path where a write fails.
  if (error?.code === "ENOSPC")
    return `The disk is full: make room where DATA_DIR and the temporary files are, and start again (${error.message}).`;
  return error instanceof LaunchError || error?.syscall ? error.message : error;
}
