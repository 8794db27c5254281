import { problemText } from "../connectors/connector";
import { type ConnectorCall, readJsonBody } from "../http/call";
import { pageReply, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { clearedIn, fromNested } from "./flat-record";
import type { ObjectStore, Outcome, StoredRecord } from "./object-store";
import { orderOf, type Shape, Sorted, shapeFor } from "./shape";
import { type Condition, parseWhere } from "./where";
import { WhereError } from "./where-tokens";

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

/** Nulls are stripped from answers unless the instance says otherwise. */
const shapeOf = ({ query, connection }: ConnectorCall, { model }: ObjectStore): Shape =>
  shapeFor(query, model, connection.configuration.get("filter.response.nulls") === "false");

async function list(call: ConnectorCall): Promise<Reply> {
  const { connection, query } = call;
  const store = storeOf(call);
  const condition = conditionOf(query);
  const plain = !condition && !query.get("orderBy");
  const { items, next } = plain ? plainPage(call, store) : await search(call, store, condition);
  const reply = pageReply(items.map(shapeOf(call, store)), next);
  const total =
    plain && connection.connector.tellsTotal ? { "Elements-Total-Count": String(store.length) } : {};
  return { ...reply, headers: { ...reply.headers, ...instanceHeader(call), ...total } };
}

interface Page {
  items: StoredRecord[];
  next: number | null;
}

function plainPage({ query }: ConnectorCall, store: ObjectStore): Page {
  const { from, size } = pageRequest(query);
  return { items: store.page(from, size), next: from + size < store.length ? from + size : null };
}

/** Pages count the records that match, so that tokens and the older `page` mean the same. */
async function search(
  { query }: ConnectorCall,
  store: ObjectStore,
  condition: Condition | null,
): Promise<Page> {
  const { from, size } = pageRequest(query);
  const order = orderOf(query);
  const sorted = order && new Sorted(order, from + size);
  const found: StoredRecord[] = [];
  let matches = 0;
  for await (const records of store.pages()) {
    for (const record of condition ? records.filter(condition) : records) {
      matches += 1;
      if (sorted) sorted.add(record);
      else if (matches > from + size) return { items: found, next: from + size };
      else if (matches > from) found.push(record);
    }
  }
  if (!sorted) return { items: found, next: null };
  return { items: sorted.records().slice(from), next: sorted.added > from + size ? from + size : null };
}

function idOf(call: ConnectorCall, store: ObjectStore): number {
  const id = call.param("id");
  if (!store.has(Number(id))) throw new Refusal(404, `No ${call.param("object")} found with ID ${id}`);
  return Number(id);
}

function read(call: ConnectorCall): Reply {
  const store = storeOf(call);
  const record = store.get(idOf(call, store));
  return ok(record ? shapeOf(call, store)(record) : null, instanceHeader(call));
}

/** @throws Refusal 400 with the vendor's own words when it refused the record */
function storedOf(call: ConnectorCall, outcome: Outcome): StoredRecord {
  if ("stored" in outcome) return outcome.stored;
  const told = outcome.problems.map(problemText).join("; ");
  const own = JSON.stringify(call.connection.connector.refusal(outcome.problems));
  throw new Refusal(400, `Invalid request. ${told}`, own);
}

async function create(call: ConnectorCall): Promise<Reply> {
  const store = storeOf(call);
  const outcome = store.create(fromNested(await readJsonBody(call)), call.connection.neighbours);
  const created = storedOf(call, outcome);
  const { answers } = store.model.spec;
  const shown = answers?.map((name) => [name, created[name]]);
  return ok(shown ? Object.fromEntries(shown) : created, instanceHeader(call));
}

const update = (mode: "merge" | "replace") => async (call: ConnectorCall) => {
  const store = storeOf(call);
  const id = idOf(call, store);
  const body = await readJsonBody(call);
  const change = { record: fromNested(body), cleared: clearedIn(body), mode };
  return ok(storedOf(call, store.update(id, change, call.connection.neighbours)), instanceHeader(call));
};

function remove(call: ConnectorCall): Reply {
  const store = storeOf(call);
  const id = idOf(call, store);
  const { spec } = store.model;
  if (spec.readOnly)
    throw new Refusal(400, `Invalid request. a ${spec.singular} can be read but not deleted`);
  store.remove(id);
  return { status: 200, headers: instanceHeader(call) };
}

const all = { path: "/:object", access: "connector", asksVendor: true } as const;
const one = { path: "/:object/:id", access: "connector", asksVendor: true } as const;

export const recordRoutes: Route[] = [
  { ...all, method: "GET", handle: list },
  { ...all, method: "POST", handle: create },
  { ...one, method: "GET", handle: read },
  { ...one, method: "PATCH", handle: update("merge") },
  { ...one, method: "PUT", handle: update("replace") },
  { ...one, method: "DELETE", handle: remove },
];
