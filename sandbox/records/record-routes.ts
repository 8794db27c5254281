import { problemText } from "../connectors/connector";
import { type ConnectorCall, readJson } from "../http/call";
import { pageReply, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { fromNested } from "./flat-record";
import type { ObjectStore, StoredRecord } from "./object-store";
import { type Condition, parseWhere, WhereError } from "./where";

function storeOf({ connection, param }: ConnectorCall): ObjectStore {
  const store = connection.stores.get(param("object"));
  if (!store) throw new Refusal(404, `No resource found at /${param("object")}`);
  return store;
}

/** @throws Refusal 400 when the `where` of the call cannot be read */
export function conditionOf(query: URLSearchParams): Condition | null {
  const where = query.get("where");
  if (where === null || where.trim() === "") return null;
  try {
    return parseWhere(where);
  } catch (error) {
    if (error instanceof WhereError) throw new Refusal(400, error.message);
    throw error;
  }
}

const instanceHeader = ({ connection }: ConnectorCall) => ({
  "Elements-Element-Instance-Id": String(connection.id),
});

async function list(call: ConnectorCall): Promise<Reply> {
  const store = storeOf(call);
  const { from, size } = pageRequest(call.query);
  const condition = conditionOf(call.query);
  const reply = condition ? await search(store, condition, from, size) : plainPage(store, from, size);
  return { ...reply, headers: { ...reply.headers, ...instanceHeader(call) } };
}

function plainPage(store: ObjectStore, from: number, size: number): Reply {
  return pageReply(store.page(from, size), from + size < store.length ? from + size : null);
}

/** Pages count the records that match, so that tokens and the older `page` mean the same. */
async function search(store: ObjectStore, condition: Condition, from: number, size: number): Promise<Reply> {
  const found: StoredRecord[] = [];
  let matches = 0;
  for await (const records of store.pages()) {
    for (const record of records.filter(condition)) {
      matches += 1;
      if (matches > from + size) return pageReply(found, from + size);
      if (matches > from) found.push(record);
    }
  }
  return pageReply(found, null);
}

function read(call: ConnectorCall): Reply {
  const id = call.param("id");
  const record = storeOf(call).get(Number(id));
  if (!record) throw new Refusal(404, `No ${call.param("object")} found with ID ${id}`);
  return ok(record, instanceHeader(call));
}

async function create(call: ConnectorCall): Promise<Reply> {
  const { connection } = call;
  const store = storeOf(call);
  const outcome = store.create(fromNested(await readJson(call)), connection.neighbours);
  if ("problems" in outcome) {
    const told = outcome.problems.map(problemText).join("; ");
    throw new Refusal(
      400,
      `Invalid request. ${told}`,
      JSON.stringify(connection.connector.refusal(outcome.problems)),
    );
  }
  const { answers } = store.model.spec;
  const shown = answers?.map((name) => [name, outcome.created[name]]);
  return ok(shown ? Object.fromEntries(shown) : outcome.created, instanceHeader(call));
}

export const recordRoutes: Route[] = [
  { method: "GET", path: "/:object", access: "connector", handle: list },
  { method: "POST", path: "/:object", access: "connector", handle: create },
  { method: "GET", path: "/:object/:id", access: "connector", handle: read },
];
