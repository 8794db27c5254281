/** What an entry of a mapping would send, as far as the first rows show. */
export interface Trial {
  /** Rows looked at: those that are excluded, or hold no record, are not. */
  rows: number;
  /** Of them, those where something else is sent than stands in the cell, and those that would stay here. */
  changed: number;
  failed: number;
  /** A few with different cells, those that change rather than those that stay. */
  lines: { fileRow: number; cells: string[]; sent: string; isChanged: boolean }[];
  failing: { fileRow: number; cells: string[]; message: string }[];
}
