/** A value as it is shown in a sentence: quoted, and not longer than a line. */
export const shown = (value: string) => `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
