import { join } from "node:path";
import type { Connector } from "./connectors/connector";
import { freshbooks } from "./connectors/freshbooks";
import { marketing } from "./connectors/marketing";
import { sage200 } from "./connectors/sage-200";
import type { Behaviour } from "./control/behaviour";
import { type Neighbours, ObjectStore } from "./records/object-store";
import { madeUpSecret } from "./secrets";

/** An authenticated connector instance with the records of its company. */
export interface Connection {
  id: number;
  name: string;
  /** Changes when the connection is authenticated anew. */
  token: string;
  tokensGiven: number;
  tags: string[];
  createdDate: string;
  /** What `GET /instances/{id}/configuration` lists; secrets are masked there. */
  configuration: Map<string, string>;
  connector: Connector;
  behaviour: Behaviour;
  stores: ReadonlyMap<string, ObjectStore>;
  neighbours: Neighbours;
}

interface ConnectionPlan {
  connector: Connector;
  id: number;
  tags: readonly string[];
  /** Ids of the first object's records begin here, of the second's 10,000 later, and so on. */
  firstId: number;
  configuration: Readonly<Record<string, string>>;
}

const plans: readonly ConnectionPlan[] = [
  {
    connector: freshbooks,
    id: 425904,
    tags: ["sandbox", "finance"],
    firstId: 180_153,
    configuration: {
      "site.address": "billing.example.com",
      "base.url": "https://billing.example.com/api/2.1",
      "oauth.api.key": "********",
      "oauth.api.secret": "********",
      "pagination.max": "100",
      "pagination.type": "page",
    },
  },
  {
    connector: sage200,
    id: 425911,
    tags: ["sandbox", "finance"],
    firstId: 20_401,
    configuration: {
      "company.name": "Example Trading Ltd",
      "oauth.api.key": "********",
      "oauth.api.secret": "********",
      "subscription.key": "********",
      "signing.key": "********",
      "pagination.max": "100",
    },
  },
  {
    connector: marketing,
    id: 425937,
    tags: ["sandbox", "marketing"],
    firstId: 3_007_001,
    configuration: {
      "company.name": "Example Publishing Ltd",
      username: "api@example.com",
      password: "********",
      "pagination.max": "1000",
    },
  },
];

/**
 * The three connections of this sandbox, with the records that are there from the start.
 *
 * @param directory where the records are kept while the sandbox runs
 * @param behaviour makes each connection's own switches
 */
export const createConnections = (directory: string, behaviour: () => Behaviour): Connection[] =>
  plans.map((plan) => createConnection(plan, directory, behaviour()));

/** A further connection of a connector: a company of its own, whose ids are no other's. */
export function addConnection(
  connections: Connection[],
  connector: Connector,
  directory: string,
  behaviour: Behaviour,
): Connection {
  const id = Math.max(...connections.map((each) => each.id)) + 13;
  const plan: ConnectionPlan = {
    connector,
    id,
    tags: [],
    firstId: 5_000_000 + connections.length * 500_000,
    configuration: {},
  };
  const connection = createConnection(plan, directory, behaviour);
  connections.push(connection);
  return connection;
}

/** Whether it was there from the start. */
export const isPlanned = ({ id }: Connection): boolean => plans.some((plan) => plan.id === id);

const tokenOf = (id: number, given: number): string =>
  madeUpSecret(given === 0 ? `connection ${id}` : `connection ${id}, token ${given}`);

/** Gives the connection another token; the one it had is worth nothing from now on. */
export function rotateToken(connection: Connection): void {
  connection.tokensGiven += 1;
  connection.token = tokenOf(connection.id, connection.tokensGiven);
}

/** Takes back what was changed about the connection itself: name, tags, configuration and token. */
export function restore(connection: Connection): void {
  const plan = plans.find(({ id }) => id === connection.id);
  if (!plan) return;
  connection.name = plan.connector.name;
  connection.tags = [...plan.tags];
  connection.configuration = configurationOf(plan);
  connection.tokensGiven = 0;
  connection.token = tokenOf(connection.id, 0);
}

/** Every instance has these (Open Connectors reference, configuration keys). */
const usualConfiguration = { "filter.response.nulls": "true", "event.notification.enabled": "false" };

const configurationOf = ({ configuration }: ConnectionPlan) =>
  new Map(Object.entries({ ...usualConfiguration, ...configuration }));

function createConnection(plan: ConnectionPlan, directory: string, behaviour: Behaviour): Connection {
  const { connector } = plan;
  const idOf = (object: string, index: number) =>
    plan.firstId + connector.objects.findIndex(({ name }) => name === object) * 10_000 + index;
  const stores = new Map(
    connector.objects.map((spec) => {
      const file = join(directory, `records-${plan.id}-${spec.name}.jsonl`);
      return [spec.name, new ObjectStore(spec, idOf(spec.name, 0), file)];
    }),
  );
  for (const [object, records] of Object.entries(connector.seed(idOf))) {
    for (const record of records) stores.get(object)?.seed(record);
  }
  return {
    id: plan.id,
    name: connector.name,
    token: tokenOf(plan.id, 0),
    tokensGiven: 0,
    tags: [...plan.tags],
    createdDate: "2024-01-15T09:30:00Z",
    configuration: configurationOf(plan),
    connector,
    behaviour,
    stores,
    neighbours: {
      exists: (object, id) => stores.get(object)?.has(id) ?? false,
      singular: (object) => stores.get(object)?.model.spec.singular ?? object,
    },
  };
}
