const below = (at: unknown, name: string): unknown[] => {
  if (Array.isArray(at)) return at.flatMap((item) => below(item, name));
  if (typeof at !== "object" || at === null) return [];
  const held: unknown = Reflect.get(at, name);
  return held === undefined ? [] : [held];
};

/** The values under a path of a nested record; more than one when the path leads through a list (`lines.line[*].name`). */
export function valuesAt(record: unknown, path: string): unknown[] {
  if (!path.includes(".") && !path.includes("[")) return below(record, path);
  const names = path.replace(/\[[*\d]*\]/g, "").split(".");
  return names.reduce<unknown[]>((all, name) => all.flatMap((at) => below(at, name)), [record]).flat();
}
