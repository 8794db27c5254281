import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { withCallbackDoor } from "./callback-door.mjs";
import { LaunchError } from "./launch-error.mjs";
import { withUploadDoor } from "./upload-door.mjs";

/**
 * An HTTP server that listens at once, so that a taken port is known before anything else starts, and lets requests
 * wait until the application is there.
 * @param {string} host
 * @param {number} port
 * @param {string} publicUrl where people open it: a page asked for under another name is redirected there
 */
export async function listen(host, port, publicUrl) {
  /** @type {(handle: (request: any, response: any) => unknown) => void} */
  let open = () => undefined;
  const application = new Promise((resolve) => {
    open = resolve;
  });
  const server = createServer((request, response) => {
    const elsewhere = otherAddress(request, publicUrl);
    if (elsewhere) return response.writeHead(307, { location: elsewhere, "cache-control": "no-store" }).end();
    request.headers["x-hubload-address"] = addressOf(request);
    application
      .then((handle) => handle(request, response))
      .catch((error) => {
        console.error(error);
        response.destroy();
      });
  });
  // An upload may take its time; a silent client may not. Idle connections outlast those of a proxy in front (60 s).
  server.requestTimeout = 300_000;
  server.headersTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  server.listen({ host, port, exclusive: true });
  try {
    await once(server, "listening");
  } catch (error) {
    throw new LaunchError(inWords(error, host, port));
  }
  return { server, open };
}

/**
 * The public address of a page that was asked for under another one, so that there is one origin for cookies and scripts.
 * Here and not in proxy.ts: Next makes a location on the host it believes to be its own relative, and the browser turns in
 * a circle. Calls of programs (`/api`) are left alone.
 */
function otherAddress(request, publicUrl) {
  const { host } = request.headers;
  if (!URL.canParse(publicUrl) || host === undefined || host === new URL(publicUrl).host) return null;
  const path = request.url ?? "/";
  if (/^\/(?:api|_next)\//.test(path) || !path.startsWith("/") || !/^(?:GET|HEAD)$/.test(request.method))
    return null;
  return `${new URL(publicUrl).origin}${path}`;
}

/**
 * Who calls, as the socket knows it; behind a proxy on this computer, as the proxy says it. What a client sent under our
 * header's name is overwritten, and so is what a client from elsewhere sent under the proxy's.
 */
function addressOf(request) {
  const peer = request.socket.remoteAddress ?? "";
  const isHere = /^(?:::ffff:)?127\.|^::1$/.test(peer);
  const forwarded = isHere
    ? String(request.headers["x-forwarded-for"] ?? "")
        .split(",")
        .at(-1)
        ?.trim()
    : "";
  return forwarded || peer;
}

function inWords(error, host, port) {
  if (error.code === "EADDRINUSE") return `Port ${port} is taken by another program. Set PORT to a free one.`;
  if (error.code === "EACCES")
    return `Port ${port} may not be used by this user. Set PORT to one above 1023.`;
  return `Cannot listen on ${host}, port ${port}: ${error.message}`;
}

/**
 * Loads the application into this process: killed, it leaves no child behind.
 * @param {{ folder: string, dev: boolean, port: number }} options
 */
export async function loadApplication({ folder, dev, port }) {
  const { default: next } = await import("next");
  const application = next({ dir: folder, dev, port, hostname: "localhost", quiet: !dev });
  await application.prepare();
  return withUploadDoor(withCallbackDoor(application.getRequestHandler()));
}

/** @param {string} folder the project */
export function requireBuild(folder) {
  if (!existsSync(join(folder, process.env.NEXT_DIST_DIR || ".next", "BUILD_ID"))) {
    throw new LaunchError("Hubload is not built yet. Run: npm run build");
  }
}
