/** A field of a nested record, by its path: `name`, `address.city`, `lines.line[*].amount`. */
export interface JsonField {
  path: string;
  /** What its values become; a value that is none of it stays text. */
  kind: "text" | "number" | "boolean";
}

type Tree = Map<string, Leaf | Branch>;
interface Leaf {
  index: number;
  kind: JsonField["kind"];
}
interface Branch {
  /** `[*]`: the branch is the one element of a list. */
  isList: boolean;
  tree: Tree;
}

/** The grammar of a number in JSON, RFC 8259 section 6. */
const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

/**
 * Makes a writer of records as JSON Lines. The digits of a number are those of the file: none passes through floating
 * point. An empty value is left out, and so is a group all of whose values are.
 *
 * @returns the line of one record, its line end included, from values in the order of the fields
 * @throws Error when a path is used twice, or is both a value and a group
 */
export function createJsonLines(fields: readonly JsonField[]): (values: readonly string[]) => string {
  const root: Tree = new Map();
  for (const [index, { path, kind }] of fields.entries()) plant(root, path, { index, kind });
  return (values) => `${objectOf(root, values) || "{}"}\n`;
}

function plant(root: Tree, path: string, leaf: Leaf): void {
  const names = path.split(".");
  const last = names.pop() ?? "";
  let tree = root;
  for (const part of names) {
    const isList = part.endsWith("[*]");
    const name = isList ? part.slice(0, -3) : part;
    const next = tree.get(name) ?? { isList, tree: new Map() };
    if (!("tree" in next) || next.isList !== isList)
      throw new Error(`"${path}" does not fit the other fields`);
    tree.set(name, next);
    tree = next.tree;
  }
  if (tree.has(last)) throw new Error(`"${path}" does not fit the other fields`);
  tree.set(last, leaf);
}

/** Empty when no value is there. */
function objectOf(tree: Tree, values: readonly string[]): string {
  const members: string[] = [];
  for (const [name, node] of tree) {
    const value = "tree" in node ? groupOf(node, values) : textOf(values[node.index] ?? "", node.kind);
    if (value !== "") members.push(`${JSON.stringify(name)}:${value}`);
  }
  return members.length === 0 ? "" : `{${members.join(",")}}`;
}

function groupOf({ isList, tree }: Branch, values: readonly string[]): string {
  const text = objectOf(tree, values);
  return isList && text !== "" ? `[${text}]` : text;
}

function textOf(value: string, kind: JsonField["kind"]): string {
  if (value === "") return "";
  const isNumber = kind === "number" && jsonNumber.test(value);
  const isBoolean = kind === "boolean" && (value === "true" || value === "false");
  return isNumber || isBoolean ? value : JSON.stringify(value);
}
