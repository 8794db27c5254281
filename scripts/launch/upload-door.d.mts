import type { IncomingMessage, ServerResponse } from "node:http";

type Next = (request: IncomingMessage, response: ServerResponse) => unknown;
export function withUploadDoor(next: Next): Next;
