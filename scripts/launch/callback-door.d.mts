import type { IncomingMessage, ServerResponse } from "node:http";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** See callback-door.mjs. */
export function withCallbackDoor(next: Handle): Handle;
