const type = "text/x-pasted-cells";

/** Cells from the clipboard as a file, so that they go the way of every other one. */
export function pastedCells(text: string, now: Date): File {
  return new File([text], "Pasted cells", { type, lastModified: now.getTime() });
}

export const isPastedCells = (file: File): boolean => file.type === type;
