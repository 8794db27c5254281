import "server-only";
import type { ConnectorObject } from "@/lib/api-contract/connections";
import { unusableAnswer } from "./errors";
import type { CallInstance } from "./instance-calls";
import type { Limits } from "./limits";
import { objectNameSchema } from "./wire";

const subject = {
  deed: "list the objects of this connection",
  secrets: "connection",
  missing: "This connection does not list its objects.",
} as const;

/** The objects of a connection, each once, in the upstream's order. Open Connectors reference, object list. */
export async function readObjects(
  call: CallInstance,
  limits: Limits,
  connectionId: string,
): Promise<ConnectorObject[]> {
  const { body } = await call(connectionId, { segments: ["objects"], subject, maxBytes: limits.listBytes });
  if (!Array.isArray(body)) throw unusableAnswer(subject, "something that is not a list");
  const names = body.flatMap((item: unknown) => objectNameSchema.safeParse(item).data ?? []);
  return [...new Set(names)].map((name) => ({ name }));
}
