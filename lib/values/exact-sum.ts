import { addDecimals, type Decimal, parseDecimal } from "./decimal";

const places = 4;
/** Whole numbers up to 2^53 are exact in a double; so many digits at four places stay below it, summed up too. */
const mostCharacters = 10;
const mostUnits = 2 ** 52;

/** Adds up plain numbers exactly, quickly while they are of the usual size. */
export class ExactSum {
  /** In ten-thousandths, always a whole number. */
  #units = 0;
  #rest: Decimal = { digits: 0n, scale: 0 };

  /** @param number plain, such as `-1234.50` */
  add(number: string): void {
    const point = number.indexOf(".");
    const fraction = point === -1 ? 0 : number.length - point - 1;
    if (number.length <= mostCharacters && fraction <= places) {
      const digits = point === -1 ? number : number.slice(0, point) + number.slice(point + 1);
      this.#units += Number(digits) * 10 ** (places - fraction);
      if (Math.abs(this.#units) > mostUnits) this.#settle();
      return;
    }
    const decimal = parseDecimal(number);
    if (decimal !== null) this.#rest = addDecimals(this.#rest, decimal);
  }

  value(): Decimal {
    this.#settle();
    return this.#rest;
  }

  #settle(): void {
    this.#rest = addDecimals(this.#rest, { digits: BigInt(this.#units), scale: places });
    this.#units = 0;
  }
}
