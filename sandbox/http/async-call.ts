import { Readable } from "node:stream";
import { deliver } from "../bulk/send-callback";
import { signatureOf } from "../signature";
import type { ConnectorCall } from "./call";
import { ok, Refusal, type Reply } from "./reply";

/** Whether a connector call asks to be answered later (Open Connectors reference, other request headers). */
export const isAsync = ({ headers }: Pick<ConnectorCall, "headers">): boolean =>
  String(headers["elements-async-request"]).toLowerCase() === "true";

/**
 * Answers at once and tells the callback address what became of the call.
 *
 * @throws Refusal 400 when neither the call nor the instance names an address
 */
export async function answerLater(
  call: ConnectorCall,
  handle: (call: ConnectorCall) => Promise<Reply>,
): Promise<Reply> {
  const { world, connection, headers } = call;
  const named = headers["elements-async-callback-url"];
  const url =
    typeof named === "string" ? named : connection.configuration.get("event.notification.callback.url");
  if (!url) throw new Refusal(400, "A callback URL is required for an asynchronous request");
  const chunks: Buffer[] = [];
  for await (const chunk of call.body()) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  world.eventsDispatched += 1;
  const eventId = world.eventsDispatched;
  world.work.start(
    handle({ ...call, body: () => Readable.from(chunks) }).then(({ body: response }) => {
      const notificationId = eventId + 56;
      const body = JSON.stringify({ eventId, instanceId: connection.id, response, notificationId });
      const key =
        connection.configuration.get("event.notification.signature.key") ?? world.settings.signatureKey;
      return deliver(world, {
        id: String(eventId),
        url,
        body,
        signature: key ? signatureOf(body, key) : null,
      });
    }),
  );
  return ok({ eventId, eventStatus: "dispatched" });
}
