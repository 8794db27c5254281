import type { Mapping } from "./mapping";

/** What placeholders stand for, but for the row's number. All known before the first byte is written. */
export interface ImportFacts {
  /** Names this import before it has a number. */
  import: string;
  /** Name of the operator's file. */
  file: string;
  /** Day of the calendar where the operator is, as 2026-09-30. */
  today: string;
  /** Name of the operator. */
  user: string;
}

export const placeholders = ["import", "file", "row", "today", "user"] as const;
export type Placeholder = (typeof placeholders)[number];

const isPlaceholder = (name: string): name is Placeholder => placeholders.some((known) => known === name);

type Part = string | { placeholder: Placeholder };
export type Template = { parts: Part[] } | { fault: string };

const named = placeholders.map((name) => `{${name}}`).join(", ");

/**
 * Reads a text with placeholders such as `{row}`. `{{` and `}}` stand for the braces themselves.
 *
 * @returns the parts, or what is wrong, a whole sentence
 */
export function readTemplate(text: string): Template {
  const parts: Part[] = [];
  for (const [token, name] of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (token === "{{" || token === "}}") parts.push(token.slice(1));
    else if (token === "{" || token === "}")
      return {
        fault: `A single ${token} begins or ends a placeholder. For the sign itself write ${token}${token}.`,
      };
    else if (name === undefined) parts.push(token);
    else if (isPlaceholder(name)) parts.push({ placeholder: name });
    else
      return {
        fault: `There is no placeholder {${name}}. There are ${named}; for a brace itself write {{ or }}.`,
      };
  }
  return { parts };
}

/** What is wrong with the placeholders of a text; `null`: nothing. */
export function templateFault(text: string): string | null {
  const template = readTemplate(text);
  return "fault" in template ? template.fault : null;
}

/** The placeholders a text has; none when it cannot be read. */
export function placeholdersOf(text: string): ReadonlySet<Placeholder> {
  const template = readTemplate(text);
  const parts = "fault" in template ? [] : template.parts;
  return new Set(parts.flatMap((part) => (typeof part === "string" ? [] : [part.placeholder])));
}

const escaped = (text: string) => text.replaceAll(/[{}]/g, "$&$&");

/**
 * The constants of a mapping with what their placeholders stand for; `{row}` alone is left. A text that cannot be read
 * stays as it is, and is an issue in every row.
 */
export function settleConstants(mapping: Mapping, facts: ImportFacts): Mapping {
  const entries = mapping.entries.map((entry) => {
    if (entry.source.kind !== "constant") return entry;
    const template = readTemplate(entry.source.value);
    if ("fault" in template) return entry;
    const value = template.parts
      .map((part) => {
        if (typeof part === "string") return escaped(part);
        return part.placeholder === "row" ? "{row}" : escaped(facts[part.placeholder]);
      })
      .join("");
    return { ...entry, source: { kind: "constant" as const, value } };
  });
  return { ...mapping, entries };
}

/**
 * Makes the text of a constant for a row.
 *
 * @returns why it cannot, a whole sentence
 */
export function constantOf(value: string): ((fileRow: number) => string) | { fault: string } {
  const template = readTemplate(value);
  if ("fault" in template) return template;
  const { parts } = template;
  const open = parts.find((part) => typeof part !== "string" && part.placeholder !== "row");
  if (open !== undefined && typeof open !== "string")
    return { fault: `What {${open.placeholder}} stands for is not known.` };
  return (fileRow) => parts.map((part) => (typeof part === "string" ? part : String(fileRow))).join("");
}
