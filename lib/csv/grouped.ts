/**
 * A whole number as "1,234". Written by hand: to ask the platform for the first time loads its tables, which the first rows of
 * a file would wait for.
 */
export const grouped = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");
