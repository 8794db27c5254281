import { once } from "node:events";
import { createServer } from "node:net";

/**
 * @param {number} port 0 for any
 * @param {string} host
 * @returns {Promise<number | null>} the port, when it could be listened on; null when it is taken.
 */
export async function tryPort(port, host = "127.0.0.1") {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  try {
    await once(server, "listening");
  } catch (error) {
    if (error.code === "EADDRINUSE" || error.code === "EACCES") return null;
    // Not every computer has IPv6.
    if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") return port;
    throw error;
  }
  const { port: found } = server.address();
  server.close();
  await once(server, "close");
  return found;
}

/**
 * The wanted port, or the next one above it that nobody uses on this computer, under either of its addresses:
 * "localhost" may mean the other one.
 * @param {number} wanted
 */
export async function portFrom(wanted) {
  for (let port = wanted; port < Math.min(wanted + 100, 65_536); port++) {
    if ((await tryPort(port, "127.0.0.1")) !== null && (await tryPort(port, "::1")) !== null) return port;
  }
  return tryPort(0);
}
