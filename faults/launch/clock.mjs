const RealDate = Date;

/**
 * The program's clock can be set wrong while it runs; timers are not touched.
 * @param {import("./orders.mjs").Orders} orders
 */
export function installClock(orders) {
  const now = () => RealDate.now() + (orders.present().clockMs ?? 0);
  globalThis.Date = class extends RealDate {
    // Own, not inherited: Next puts a clock of its own over this one and takes what it has itself.
    static UTC = RealDate.UTC;
    static parse = RealDate.parse;
    static now = now;

    constructor(...given) {
      if (given.length === 0) super(now());
      else super(...given);
    }
  };
}
