import type { ColumnDamage, ColumnFacts, GuessedType } from "@/lib/checks/column-facts";
import { type DamageCode, damageOf, mayBeDamaged } from "@/lib/checks/damage";
import { AT, COMMA, DIGIT, HIGH, LETTER, MINUS, OTHER, POINT, SPACE } from "@/lib/csv/cell-traits";
import { addAmount, noAmounts, settleAmounts } from "@/lib/values/amount-evidence";
import { addDate, addOrder, noDates, settleDates } from "@/lib/values/date-evidence";
import { codeLength } from "./code-length";
import { simpleAmount, simpleDate } from "./simple-values";

/** So many words are tried as dates or amounts before it is given up where none is one. */
const tries = 2000;
const longestTried = 40;
/** Digits beyond so many are no number that anybody looks for; a value of any length has that many. */
const mostDigits = 40;
/** An H or a W. */
const beginsUrl = (byte: number) => (byte | 32) === 0x68 || (byte | 32) === 0x77;
const anyContext = { hasDates: false, padTo: null };

interface Place {
  fileRow: number;
  value: string;
}

/** What the values of a column are, and what was done to them. */
export class ColumnTypes {
  #integers = 0;
  #emails = 0;
  #urls = 0;
  readonly #amounts = noAmounts();
  readonly #dates = noDates();
  #tried = 0;
  #hits = 0;
  #longIds = 0;
  readonly #damage = new Map<DamageCode, { count: number; first: Place; message: string }>();
  /** Of values of digits alone, by how many they have. */
  readonly #digits = new Map<number, { count: number; first: Place }>();
  #largest = 0;

  /**
   * @param bytes of the value, from `start` up to `end`
   * @param times rows that have it
   * @param text makes the value, for what its bytes do not tell
   */
  add(
    traits: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    fileRow: number,
    times: number,
    text: () => string,
  ): void {
    if (mayBeDamaged(traits, bytes, start, end, anyContext)) this.#addDamage(text(), fileRow, times);
    if (traits === DIGIT) this.#addDigits(bytes, start, end, fileRow, times, text);
    else if ((traits & (AT | SPACE | LETTER)) === (AT | LETTER)) this.#emails += times;
    else if ((traits & DIGIT) !== 0 && end - start <= longestTried)
      this.#addNumber(traits, bytes, start, end, times, text);
    else if ((traits & (LETTER | OTHER | POINT)) === (LETTER | OTHER | POINT))
      this.#addUrl(bytes[start] as number, text, times);
  }

  #addDigits(
    bytes: Uint8Array,
    start: number,
    end: number,
    fileRow: number,
    times: number,
    text: () => string,
  ): void {
    this.#integers += times;
    const length = end - start;
    const counted = Math.min(length, mostDigits);
    const known = this.#digits.get(counted);
    if (known === undefined)
      this.#digits.set(counted, { count: times, first: { fileRow, value: detached(text()) } });
    else known.count += times;
    if (length > 15) this.#longIds += times;
    else {
      let value = 0;
      for (let at = start; at < end; at += 1) value = value * 10 + (bytes[at] as number) - 0x30;
      if (value > this.#largest) this.#largest = value;
      if (length === 5 || length === 8) addDate(this.#dates, text(), times);
    }
  }

  #addNumber(
    traits: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    times: number,
    text: () => string,
  ): void {
    if ((traits & ~(DIGIT | POINT | COMMA | MINUS)) === 0) {
      const amount = simpleAmount(bytes, start, end);
      if (amount !== null) {
        this.#amounts.amounts += times;
        this.#amounts[amount] += times;
        this.#amounts.examples[amount] ??= detached(text());
        return;
      }
    }
    if ((traits & (LETTER | HIGH)) === 0) {
      const date = simpleDate(bytes, start, end);
      if (date !== null && this.#addSimpleDate(date, times, text)) return;
    } else {
      // Words with numbers in them are seldom dates or amounts: where none is, no more are tried.
      if (this.#tried >= tries && this.#hits * 20 < this.#tried) {
        this.#addUrl(bytes[start] as number, text, times);
        return;
      }
      this.#tried += 1;
    }
    const value = text();
    if (addDate(this.#dates, value, times) || addAmount(this.#amounts, value, times)) this.#hits += 1;
    else this.#addUrl(bytes[start] as number, text, times);
  }

  #addSimpleDate(
    { isIso, first, second }: { isIso: boolean; first: number; second: number },
    times: number,
    text: () => string,
  ): boolean {
    if (isIso) {
      if (first < 1 || first > 12 || second < 1 || second > 28) return addDate(this.#dates, text(), times);
      this.#dates.iso += times;
    } else if (!addOrder(this.#dates, { first, second }, text, times)) return false;
    this.#dates.dates += times;
    return true;
  }

  #addUrl(first: number, text: () => string, times: number): void {
    if (beginsUrl(first) && /^(https?:\/\/|www\.)\S+$/i.test(text())) this.#urls += times;
  }

  #addDamage(value: string, fileRow: number, times: number): void {
    const fault = damageOf(value, anyContext);
    if (fault === null) return;
    this.#count(fault.code as DamageCode, times, { fileRow, value }, fault.message);
  }

  #count(code: DamageCode, count: number, first: Place, message: string): void {
    const known = this.#damage.get(code);
    if (known === undefined)
      this.#damage.set(code, { count, first: { ...first, value: detached(first.value) }, message });
    else known.count += count;
  }

  facts(about: {
    label: string;
    filled: number;
    rows: number;
    values: { value: string; count: number }[] | null;
  }): Pick<ColumnFacts, "type" | "amounts" | "dates" | "padTo" | "damage"> {
    const { filled } = about;
    const isMostly = (count: number) => count > 0 && count * 2 >= filled;
    const serials =
      this.#dates.dates === 0 && !/dat|day|tag|due|fällig/i.test(about.label) ? 0 : this.#dates.serial;
    const dates = { ...this.#dates, serial: serials };
    const hasDates = isMostly(dates.dates + serials);
    const hasAmounts = !hasDates && isMostly(this.#amounts.amounts + this.#integers);
    const amounts = { ...this.#amounts, amounts: this.#amounts.amounts + this.#integers };
    const padTo = hasDates ? null : codeLength(about.label, this.#digits, filled, this.#largest);
    return {
      type: this.#guess(about, hasDates ? dates.dates + serials : 0),
      amounts: hasAmounts ? settleAmounts(amounts) : null,
      dates: hasDates ? settleDates(dates) : null,
      padTo,
      damage: this.#damages(filled, hasDates, padTo),
    };
  }

  #guess(
    { filled, values }: { filled: number; values: { value: string; count: number }[] | null },
    dates: number,
  ): ColumnFacts["type"] {
    const booleans = (values ?? []).filter(({ value }) =>
      /^(true|false|yes|no|ja|nein|y|n|wahr|falsch)$/i.test(value),
    );
    const counts: [GuessedType, number, string][] = [
      ["boolean", booleans.reduce((sum, { count }) => sum + count, 0), "yes or no"],
      ["date", dates, "dates"],
      ["email", this.#emails, "e-mail addresses"],
      ["url", this.#urls, "web addresses"],
      ["integer", this.#integers, "whole numbers"],
      ["amount", this.#amounts.amounts + this.#integers, "amounts"],
    ];
    const of = filled.toLocaleString("en-GB");
    if (filled === 0) return { guess: "empty", evidence: "No row has a value" };
    const found = counts.find(([, count]) => count * 10 >= filled * 9);
    if (found === undefined) return { guess: "text", evidence: `${of} values of different kinds` };
    const [guess, count, words] = found;
    return { guess, evidence: `${count.toLocaleString("en-GB")} of ${of} are ${words}` };
  }

  #damages(filled: number, hasDates: boolean, padTo: number | null): ColumnDamage[] {
    const damage = new Map(this.#damage);
    const dates = damage.get("date_for_id");
    // A column of months is no column of broken codes.
    if (hasDates || (dates !== undefined && dates.count * 2 >= filled)) damage.delete("date_for_id");
    const cut = damage.get("cut_digits");
    // Some long numbers end in zeros by themselves; where others do not, none was cut.
    if (cut !== undefined && cut.count < this.#longIds) damage.delete("cut_digits");
    const lost = padTo === null ? [] : [...this.#digits].filter(([length]) => length < padTo);
    const found = [...damage].map(([code, { count, first, message }]) => ({ code, count, first, message }));
    const [example] = lost.map(([, { first }]) => first).sort((a, b) => a.fileRow - b.fileRow);
    if (example === undefined) return found;
    const fault = damageOf(example.value, { hasDates, padTo }, new Set(["lost_zeros"]));
    const count = lost.reduce((sum, [, each]) => sum + each.count, 0);
    return [...found, { code: "lost_zeros", count, first: example, message: fault?.message ?? "" }];
  }
}

const detached = (text: string): string => JSON.parse(JSON.stringify(text));
