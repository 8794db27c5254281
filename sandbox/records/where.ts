import { valuesAt } from "./values-at";
import { type Token, tokensOf, WhereError } from "./where-tokens";

export type Condition = (subject: Readonly<Record<string, unknown>>) => boolean;

/** How a held value stands to a wanted one, by number where both are numbers, by text otherwise. */
function order(held: unknown, wanted: string): number {
  const asNumber = typeof held === "boolean" && /^[01]$/.test(wanted) ? Number(held) : held;
  const numeric = typeof asNumber === "number" && wanted !== "" && Number.isFinite(Number(wanted));
  const [left, right] = numeric ? [asNumber, Number(wanted)] : [String(held), wanted];
  return left === right ? 0 : left < right ? -1 : 1;
}

const signs: Record<string, (order: number) => boolean> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
};

/** `%` stands for any text and `_` for one character; letters of either case are the same. */
function likeForm(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("%", ".*").replaceAll("_", ".")}$`, "is");
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  whole(): Condition {
    const condition = this.#either();
    const rest = this.#tokens[this.#at];
    if (rest) throw new WhereError(`Error parsing where: "${rest.text}" is not understood here`);
    return condition;
  }

  #either(): Condition {
    const all = [this.#both()];
    while (this.#takes("OR")) all.push(this.#both());
    return all.length === 1 && all[0] ? all[0] : (subject) => all.some((condition) => condition(subject));
  }

  #both(): Condition {
    const all = [this.#one()];
    while (this.#takes("AND")) all.push(this.#one());
    return all.length === 1 && all[0] ? all[0] : (subject) => all.every((condition) => condition(subject));
  }

  #one(): Condition {
    if (this.#takes("NOT")) {
      const condition = this.#one();
      return (subject) => !condition(subject);
    }
    if (!this.#takes("(")) return this.#comparison();
    const condition = this.#either();
    this.#expect(")");
    return condition;
  }

  #comparison(): Condition {
    const path = this.#next("a field").text;
    if (this.#takes("IS")) {
      const not = this.#takes("NOT");
      this.#expect("NULL");
      return (subject) => valuesAt(subject, path).some((value) => value !== null) === not;
    }
    const not = this.#takes("NOT");
    const test = this.#takes("LIKE") ? this.#like() : this.#takes("IN") ? this.#in() : null;
    if (test) return (subject) => valuesAt(subject, path).some(test) !== not;
    if (not) throw new WhereError("Error parsing where: NOT is not understood here");
    return this.#signed(path);
  }

  #like(): (value: unknown) => boolean {
    const form = likeForm(this.#next("a value").text);
    return (value) => form.test(String(value));
  }

  #in(): (value: unknown) => boolean {
    this.#expect("(");
    const wanted: string[] = [];
    do wanted.push(this.#next("a value").text);
    while (this.#takes(","));
    this.#expect(")");
    return (value) => wanted.some((each) => order(value, each) === 0);
  }

  #signed(path: string): Condition {
    const sign = this.#next("an operator");
    const test = sign.quoted ? undefined : signs[sign.text];
    if (!test) throw new WhereError(`Error parsing where: "${sign.text}" is not an operator`);
    const wanted = this.#next("a value").text;
    return (subject) => {
      const held = valuesAt(subject, path).filter((value) => value !== null);
      return held.length === 0
        ? ["!=", "<>"].includes(sign.text)
        : held.some((value) => test(order(value, wanted)));
    };
  }

  #takes(word: string): boolean {
    const token = this.#tokens[this.#at];
    if (!token || token.quoted || token.text.toUpperCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#takes(word)) throw new WhereError(`Error parsing where: expected ${word}`);
  }

  #next(wanted: string): Token {
    const token = this.#tokens[this.#at];
    if (!token || (!token.quoted && /^[(),]$/.test(token.text))) {
      throw new WhereError("Error parsing where: expected field, operator and value");
    }
    this.#at += 1;
    if (wanted === "a field" && token.quoted) {
      throw new WhereError("Error parsing where: a field is not quoted");
    }
    return token;
  }
}

/**
 * Reads a search expression: `field='value'` with `= != < > <= >=`, `LIKE`, `IN (…)` and `IS NULL`, joined by AND, OR, NOT
 * and parentheses. A single quote in a value is doubled (Open Connectors reference, search).
 *
 * @throws WhereError when it cannot be read
 */
export const parseWhere = (source: string): Condition => new Parser(tokensOf(source)).whole();
