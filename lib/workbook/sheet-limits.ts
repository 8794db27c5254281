/** What a sheet of Excel holds (Microsoft: "Excel specifications and limits"): rows, columns, UTF-16 units of a cell. */
export const mostSheetRows = 1_048_576;
export const mostSheetColumns = 16_384;
export const mostCellCharacters = 32_767;
