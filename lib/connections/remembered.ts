import "server-only";
import type { Selectable } from "kysely";
import type { Environment } from "../api-contract/connections";
import type { ConnectionsTable } from "../database/connection-tables";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";

export type Remembered = Selectable<ConnectionsTable>;

/** What is known and said here of the connections of one Open Connectors. */
export interface Memory {
  all(): Promise<Map<string, Remembered>>;
  of(connectionId: string): Promise<Remembered | undefined>;
  /** Writes some of it; what is not named stays. */
  note(
    connectionId: string,
    changes: Partial<Omit<Remembered, "upstream_url" | "connection_id">>,
  ): Promise<void>;
}

export function createMemory(database: Database, upstreamUrl: string): Memory {
  const rows = () => database.selectFrom("connections").selectAll().where("upstream_url", "=", upstreamUrl);
  return {
    async all() {
      return new Map((await rows().execute()).map((row) => [row.connection_id, row]));
    },
    of: (connectionId) => rows().where("connection_id", "=", storableText(connectionId)).executeTakeFirst(),
    async note(connectionId, changes) {
      await database
        .insertInto("connections")
        .values({ upstream_url: upstreamUrl, connection_id: storableText(connectionId), ...changes })
        .onConflict((conflict) => conflict.columns(["upstream_url", "connection_id"]).doUpdateSet(changes))
        .execute();
    },
  };
}

const testTags = ["test", "sandbox"];

/** As an administrator marked it here, else by its tags in Open Connectors. What nobody marked as test is live. */
export function environmentOf(
  { tags }: { tags: readonly string[] },
  remembered: Pick<Remembered, "environment"> | undefined,
): Environment {
  const isTagged = tags.some((tag) => testTags.includes(tag.trim().toLowerCase()));
  return remembered?.environment ?? (isTagged ? "test" : "live");
}
