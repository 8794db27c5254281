import net from "node:net";

/**
 * Tells of a bulk upload on its way: its head, its body, its reply. Other calls pass unseen.
 * @param {import("./orders.mjs").Orders} orders
 */
export function tapSockets(orders) {
  const { write } = net.Socket.prototype;
  const uploads = new WeakSet();
  net.Socket.prototype.write = function tapped(data, ...rest) {
    if (!uploads.has(this)) {
      if (!/^POST \S*\/bulk\/\w+/.test(beginning(data))) return write.call(this, data, ...rest);
      uploads.add(this);
      orders.at({ of: "upload", at: "head" });
      // Before the listeners of the program: a listener that is put first sees the reply before anybody reads it.
      this.prependListener("data", (reply) => tellOfReply(orders, reply));
      return write.call(this, data, ...rest);
    }
    const answer = write.call(this, data, ...rest);
    orders.at({ of: "upload", at: "body" });
    return answer;
  };
}

function tellOfReply(orders, reply) {
  if (!/^HTTP\/1\.1 100/.test(beginning(reply))) orders.at({ of: "upload", at: "reply" });
}

const beginning = (data) =>
  typeof data === "string" ? data.slice(0, 200) : Buffer.from(data.subarray(0, 200)).toString("latin1");
