import "server-only";
import type { z } from "zod";
import type { ConnectionDetail, changeConnectionSchema } from "../api-contract/connection-detail";
import type { Connection, ConnectionObject, Environment } from "../api-contract/connections";
import type { Database } from "../database/database";
import { storableJson, storableText } from "../database/storable";
import type { UpstreamConnection } from "../open-connectors/connections";
import { UpstreamError } from "../open-connectors/errors";
import type { ConnectionFacts } from "../open-connectors/facts";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import { environmentOf, type Memory, type Remembered } from "./remembered";
import { isCancelSeen, lastUsed, lastUsedObjects, readChanges } from "./usage";

type Person = { id: string; name: string };
/** All but what other rooms know: the imports and the probe. */
type Known = Omit<ConnectionDetail, "imports" | "probe" | "keepsRows">;

/** Connections as this installation knows them: with a name, a mark, a company and how they are. */
export interface Connections {
  /** @throws UpstreamError */
  list(person: { id: string }): Promise<Connection[]>;
  /** @throws UpstreamError `not_found` for an id that is not listed */
  get(id: string, person: { id: string }): Promise<Known>;
  /** @throws UpstreamError */
  objects(id: string, person: { id: string }): Promise<ConnectionObject[]>;
  /** Names it, or marks it as test or live; audited. @throws UpstreamError */
  change(id: string, changes: z.output<typeof changeConnectionSchema>, person: Person): Promise<void>;
  /** Asks the connected system for a sign of life; how it went is kept either way. @throws UpstreamError `not_found` */
  check(id: string): Promise<void>;
  /** For an import: what the connection is called and where it leads to. Never fails for what the upstream does. */
  placeOf(
    connection: UpstreamConnection,
  ): Promise<{ name: string; company: string | null; environment: Environment }>;
}

/** Facts hardly change, and three calls are needed to read them. */
const factsForMs = 60_000;

export function createConnections(options: {
  database: Database;
  memory: Memory;
  openConnectors: Pick<OpenConnectors, "connections" | "connection" | "objects" | "facts" | "ping">;
}): Connections {
  const { database, memory, openConnectors } = options;
  const readFacts = createFactsReader(openConnectors, memory);

  const factsOrWhy = async (id: string) => {
    try {
      return { facts: await readFacts(id), problem: null };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return { facts: null, problem: error.message };
    }
  };

  return {
    async list(person) {
      const [found, known, used] = await Promise.all([
        openConnectors.connections(),
        memory.all(),
        lastUsed(database, person.id),
      ]);
      return found.map((connection) =>
        toConnection(connection, known.get(connection.id), used.get(connection.id)),
      );
    },
    async get(id, person) {
      const connection = await openConnectors.connection(id);
      const { facts, problem } = await factsOrWhy(id);
      const [remembered, used, cancelSeen, changes] = await Promise.all([
        memory.of(id),
        lastUsed(database, person.id),
        isCancelSeen(database, id),
        readChanges(database, id),
      ]);
      return {
        ...toConnection(connection, remembered, used.get(id)),
        givenName: remembered?.given_name ?? null,
        givenEnvironment: remembered?.environment ?? null,
        remembersRows: remembered?.remembers_rows ?? true,
        facts: facts && {
          bulkUpload: facts.bulkUpload,
          nativeBulk: facts.nativeBulk,
          upsert: facts.upsert,
        },
        factsProblem: problem,
        cancelSeen,
        changes,
      };
    },
    async objects(id, person) {
      const [listed, { facts }, used] = await Promise.all([
        openConnectors.objects(id),
        factsOrWhy(id),
        lastUsedObjects(database, id, person.id),
      ]);
      const known = new Map(facts?.objects.map((object) => [object.name, object]));
      return listed.map(({ name }) => ({
        name,
        creatable: creatableAs(known.get(name)),
        usedAt: used.get(name) ?? null,
      }));
    },
    async change(id, changes, person) {
      const connection = await openConnectors.connection(id);
      const before = await memory.of(id);
      const { name, environment, remembersRows } = changes;
      const told = changeInWords(connection, before, changes);
      if (told === null) return;
      await memory.note(id, {
        ...(name === undefined ? {} : { given_name: name === null ? null : storableText(name) }),
        ...(environment === undefined ? {} : { environment }),
        ...(remembersRows === undefined ? {} : { remembers_rows: remembersRows }),
      });
      await database
        .insertInto("audit_events")
        .values({
          job_id: null,
          batch_index: null,
          actor_id: person.id,
          kind: "connection_changed",
          detail: storableText(`${person.name} ${told}.`),
          evidence: storableJson({
            connectionId: id,
            before: {
              name: before?.given_name ?? null,
              environment: before?.environment ?? null,
              remembersRows: before?.remembers_rows ?? true,
            },
            changes,
          }),
        })
        .execute();
    },
    async check(id) {
      await openConnectors.connection(id);
      try {
        await openConnectors.ping(id);
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        // Not every connector has a ping, and where there is none nothing is known.
        if (error.kind === "not_found" || error.kind === "refused") return;
        await memory.note(id, { failed_at: new Date(), failure: error.message });
        return;
      }
      await memory.note(id, { worked_at: new Date() });
    },
    async placeOf(connection) {
      const remembered = await memory.of(connection.id);
      const isKnown = connection.company !== null || Boolean(remembered?.facts_at);
      const facts = isKnown ? null : await inTime(factsOrWhy(connection.id).then((read) => read.facts));
      const { company, address } = companyOf(connection, remembered, facts);
      return {
        name: remembered?.given_name ?? connection.name,
        company: company ?? address,
        environment: environmentOf(connection, remembered),
      };
    },
  };
}

/** An import does not wait for more than its company's name. */
const longestWaitMs = 3_000;

async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), longestWaitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads the facts of a connection once for all who ask, and remembers its company. */
function createFactsReader(openConnectors: Pick<OpenConnectors, "facts">, memory: Memory) {
  const held = new Map<string, { until: number; facts: Promise<ConnectionFacts> }>();
  return (id: string): Promise<ConnectionFacts> => {
    const known = held.get(id);
    if (known && known.until > Date.now()) return known.facts;
    const facts = openConnectors.facts(id).then(async (read) => {
      await memory.note(id, { company: read.company, address: read.address, facts_at: new Date() });
      return read;
    });
    held.set(id, { until: Date.now() + factsForMs, facts });
    facts.catch(() => held.delete(id));
    return facts;
  };
}

function toConnection(
  connection: UpstreamConnection,
  remembered: Remembered | undefined,
  usedAt: string | undefined,
): Connection {
  const { id, name, connector, usable, reason, tags } = connection;
  const { company, address } = companyOf(connection, remembered, null);
  return {
    id,
    name: remembered?.given_name ?? name,
    upstreamName: name,
    environment: environmentOf(connection, remembered),
    company,
    address,
    isCompanyRead: company !== null || address !== null || Boolean(remembered?.facts_at),
    health: {
      workedAt: remembered?.worked_at?.toISOString() ?? null,
      failedAt: remembered?.failed_at?.toISOString() ?? null,
      failure: remembered?.failure ?? null,
    },
    usedAt: usedAt ?? null,
    connector: { key: connector.key, name: connector.name },
    usable,
    ...(reason === undefined ? {} : { reason }),
    tags,
  };
}

/** What was just read goes before what the list says, and that before what is remembered. */
function companyOf(
  listed: UpstreamConnection,
  remembered: Remembered | undefined,
  facts: ConnectionFacts | null,
): { company: string | null; address: string | null } {
  return {
    company: facts?.company ?? listed.company ?? remembered?.company ?? null,
    address: facts?.address ?? listed.address ?? remembered?.address ?? null,
  };
}

function creatableAs(
  object: { creatable: boolean | null; bulkUpload: boolean | null } | undefined,
): boolean | null {
  if (object === undefined) return null;
  return object.creatable ?? (object.bulkUpload === false ? false : null);
}

/** @returns `null` when nothing changes */
function changeInWords(
  { name: upstreamName }: UpstreamConnection,
  before: Remembered | undefined,
  { name, environment, remembersRows }: z.output<typeof changeConnectionSchema>,
): string | null {
  const words: string[] = [];
  if (name !== undefined && name !== (before?.given_name ?? null))
    words.push(name === null ? `gave it back its name ${upstreamName}` : `named it ${name}`);
  if (environment !== undefined && environment !== (before?.environment ?? null))
    words.push(environment === null ? "took back its mark" : `marked it as ${environment}`);
  if (remembersRows !== undefined && remembersRows !== (before?.remembers_rows ?? true))
    words.push(remembersRows ? "had its accepted rows remembered" : "had its accepted rows forgotten");
  return words.length === 0 ? null : words.join(" and ");
}
