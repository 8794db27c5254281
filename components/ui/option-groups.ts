/** Options by their group, in the order in which each group is first seen; without one, under "". */
export function inGroups<T extends { group?: string | undefined }>(
  options: readonly T[],
): { label: string; items: T[] }[] {
  const groups = new Map<string, T[]>();
  for (const option of options) {
    const label = option.group ?? "";
    const items = groups.get(label);
    if (items) items.push(option);
    else groups.set(label, [option]);
  }
  return [...groups].map(([label, items]) => ({ label, items }));
}
