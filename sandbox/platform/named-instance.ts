import type { Connection } from "../connections";
import type { Call } from "../http/call";
import { Refusal } from "../http/reply";

/** The instance that the path names. @throws Refusal 404 */
export function named({ world, param }: Call): Connection {
  const id = param("id");
  const connection = world.connections.find((each) => String(each.id) === id);
  if (!connection || connection.behaviour.deleted) {
    throw new Refusal(404, `No element instance found with ID ${id}`);
  }
  return connection;
}
