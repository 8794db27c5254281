import pg from "pg";

/**
 * Tells of every statement before and after it, and of every transaction before and after its commit.
 * @param {import("./orders.mjs").Orders} orders
 */
export function tapDatabase(orders) {
  const { query } = pg.Client.prototype;
  const open = new WeakMap();
  pg.Client.prototype.query = function tapped(...given) {
    const [sql, values] = textOf(given);
    const moment = momentOf(open, this, sql, values);
    orders.at({ ...moment, at: "before" });
    const answer = query.apply(this, given);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((result) => {
      orders.at({ ...moment, at: "after" });
      return result;
    });
  };
}

function textOf([first, second]) {
  if (typeof first === "string") return [first, Array.isArray(second) ? second : []];
  return [String(first?.text ?? ""), first?.values ?? (Array.isArray(second) ? second : [])];
}

/** A statement inside a transaction is remembered until it ends; what counts is the commit. */
function momentOf(open, client, sql, values) {
  if (/^begin|^start transaction/i.test(sql)) open.set(client, []);
  if (/^rollback/i.test(sql)) open.delete(client);
  if (/^commit/i.test(sql)) {
    const statements = open.get(client) ?? [];
    open.delete(client);
    return { of: "commit", statements };
  }
  open.get(client)?.push({ sql, values });
  return { of: "statement", sql, values };
}
