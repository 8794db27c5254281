/** One column could feed one field, and how well that fits: more than 0, at most 1. */
export interface Fit {
  column: number;
  field: string;
  score: number;
}

/**
 * Which fits to take, so that each column and each field is used once and the sum of what is taken is greatest: the
 * assignment as a whole, not one by one. Scores count by their cube, so one sure fit outweighs two doubtful ones.
 * Columns that no field connects are given out apart from one another: a file may have a thousand of them.
 */
export function assign<T extends Fit>(fits: readonly T[]): T[] {
  return connected(fits).flatMap((part) => assignPart(likely(part)));
}

/** The fits in groups that share neither a column nor a field. */
function connected<T extends Fit>(fits: readonly T[]): T[][] {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    if (root !== name) parents.set(name, root);
    return root;
  };
  for (const { column, field } of fits) {
    const root = rootOf(`field ${field}`);
    const own = rootOf(`column ${column}`);
    if (own !== root) parents.set(own, root);
  }
  const groups = new Map<string, T[]>();
  for (const fit of fits) {
    const root = rootOf(`column ${fit.column}`);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [fit]);
    else group.push(fit);
  }
  return [...groups.values()];
}

/**
 * Of each field as many of its best columns as there are fields: given a worse one, it could have one of these instead,
 * since one of them is free.
 */
function likely<T extends Fit>(fits: readonly T[]): T[] {
  const byField = new Map<string, Map<number, T>>();
  for (const fit of fits) {
    const own = byField.get(fit.field) ?? new Map<number, T>();
    byField.set(fit.field, own);
    if ((own.get(fit.column)?.score ?? 0) < fit.score) own.set(fit.column, fit);
  }
  const { size } = byField;
  return [...byField.values()].flatMap((own) =>
    [...own.values()].toSorted((a, b) => b.score - a.score).slice(0, size),
  );
}

/** Successive shortest augmenting paths (Hungarian method) in O(columns × fields²). */
function assignPart<T extends Fit>(fits: readonly T[]): T[] {
  const columns = [...new Set(fits.map(({ column }) => column))];
  const fields = [...new Set(fits.map(({ field }) => field))];
  const columnAt = new Map(columns.map((column, at) => [column, at]));
  const fieldAt = new Map(fields.map((field, at) => [field, at]));
  const fitsOf: Map<number, T>[] = columns.map(() => new Map());
  for (const fit of fits) {
    const of = fitsOf[columnAt.get(fit.column) ?? -1];
    const at = fieldAt.get(fit.field);
    if (of !== undefined && at !== undefined && (of.get(at)?.score ?? 0) < fit.score) of.set(at, fit);
  }
  // As many columns of "nothing" as there are columns: to leave a column out costs nothing.
  const width = fields.length + columns.length;
  const cost = (row: number, at: number) => -((fitsOf[row]?.get(at)?.score ?? 0) ** 3);
  return cheapest(columns.length, width, cost).flatMap((at, row) => fitsOf[row]?.get(at) ?? []);
}

/** For each row the place it is given, so that the sum of costs is least. `rows` ≤ `width`. */
function cheapest(rows: number, width: number, cost: (row: number, at: number) => number): number[] {
  const rowPrice = new Float64Array(rows + 1);
  const placePrice = new Float64Array(width + 1);
  /** 1-based row that holds a place; 0: free. Place 0 is the row that is being placed. */
  const holder = new Int32Array(width + 1);
  for (let row = 1; row <= rows; row += 1) {
    const way = new Int32Array(width + 1);
    const least = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const seen = new Uint8Array(width + 1);
    holder[0] = row;
    let place = 0;
    while (holder[place] !== 0) {
      seen[place] = 1;
      const held = holder[place] as number;
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let at = 1; at <= width; at += 1) {
        if (seen[at] === 1) continue;
        const price = cost(held - 1, at - 1) - (rowPrice[held] as number) - (placePrice[at] as number);
        if (price < (least[at] as number)) {
          least[at] = price;
          way[at] = place;
        }
        if ((least[at] as number) < step) {
          step = least[at] as number;
          next = at;
        }
      }
      for (let at = 0; at <= width; at += 1) {
        if (seen[at] === 1) {
          rowPrice[holder[at] as number] = (rowPrice[holder[at] as number] as number) + step;
          placePrice[at] = (placePrice[at] as number) - step;
        } else least[at] = (least[at] as number) - step;
      }
      place = next;
    }
    for (let at = place; at !== 0; at = way[at] as number) holder[at] = holder[way[at] as number] as number;
  }
  const places = new Array<number>(rows).fill(-1);
  for (let at = 1; at <= width; at += 1) {
    const row = holder[at] as number;
    if (row > 0) places[row - 1] = at - 1;
  }
  return places;
}
