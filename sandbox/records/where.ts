export type Condition = (subject: Readonly<Record<string, unknown>>) => boolean;

export class WhereError extends Error {}

const tokenForm = /\s*(?:'(?:[^']|'')*'|<=|>=|!=|=|<|>|[^\s=<>!(),']+)/y;

function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  tokenForm.lastIndex = 0;
  while (tokenForm.lastIndex < source.trimEnd().length) {
    const at = tokenForm.lastIndex;
    const match = tokenForm.exec(source);
    if (!match) throw new WhereError(`Error parsing where: unexpected text at position ${at + 1}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** `a.b` of a nested record. */
const valueAt = (subject: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (at, name) => (typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined),
      subject,
    );

function compare(held: unknown, sign: string, wanted: string): boolean {
  if (held === undefined || held === null) return sign === "!=";
  const numeric = typeof held === "number" && wanted !== "" && Number.isFinite(Number(wanted));
  const [left, right] = numeric ? [held, Number(wanted)] : [String(held), wanted];
  switch (sign) {
    case "=":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    default:
      throw new WhereError(`Error parsing where: "${sign}" is not an operator`);
  }
}

/**
 * Reads a search expression: `field='value'` with `= != < > <= >=`, joined by AND. A single quote in a value is doubled
 * (Open Connectors reference, search).
 *
 * @throws WhereError when it cannot be read
 */
export function parseWhere(source: string): Condition {
  const tokens = tokensOf(source);
  const conditions: Condition[] = [];
  for (let at = 0; at < tokens.length; at += 4) {
    const [path, sign, value, and] = tokens.slice(at, at + 4);
    if (path === undefined || sign === undefined || value === undefined || !/^[<>!=]/.test(sign)) {
      throw new WhereError("Error parsing where: expected field, operator and value");
    }
    if (and !== undefined && (and.toUpperCase() !== "AND" || at + 4 >= tokens.length)) {
      throw new WhereError(`Error parsing where: "${and}" is not understood here`);
    }
    const wanted = value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : value;
    conditions.push((subject) => compare(valueAt(subject, path), sign, wanted));
  }
  return (subject) => conditions.every((condition) => condition(subject));
}
