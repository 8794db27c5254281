import "server-only";
import { answerJson, instanceItem, type Received, startUpstream } from "../open-connectors/scripted-upstream";

// A small service for the tests of this room: one object, bulk upload, records. Nothing else imports it.

export interface Traits {
  /** What it calls the first record. */
  rowBase: number;
  totalCountsFailed: boolean;
  /** Takes a byte order mark for a part of the first header. */
  spoilsFirstHeader: boolean;
  /** Keeps the CR of a line in its last cell. */
  keepsCr: boolean;
  json: "refused" | "taken";
  list: "marked" | "unmarked" | "none";
  status: "observed" | "v3";
  deletable: boolean;
  refusesDelete: boolean;
  callsBack: boolean;
}

export const usualTraits: Traits = {
  rowBase: 1,
  totalCountsFailed: true,
  spoilsFirstHeader: false,
  keepsCr: false,
  json: "taken",
  list: "marked",
  status: "observed",
  deletable: true,
  refusesDelete: false,
  callsBack: true,
};

type Item = Record<string, string | number>;

export async function startService(changes: Partial<Traits> = {}) {
  const traits = { ...usualTraits, ...changes };
  const items = new Map<string, Item>();
  const jobs = new Map<string, { records: number; failed: number[]; callback: string }>();
  const writes: string[] = [];
  const upstream = await startUpstream((request, response) => {
    const url = new URL(request.url, "http://x");
    const path = url.pathname.replace(/^\/elements\/api-v2(\/hubs\/\w+)?/, "");
    if (request.method !== "GET") writes.push(`${request.method} ${path}`);
    const answer = answerTo(request, path, url.searchParams.get("where"));
    answerJson(response, answer.body, { status: answer.status ?? 200 });
  });

  function answerTo(
    request: Received,
    path: string,
    where: string | null,
  ): { status?: number; body: unknown } {
    const [, first = "", second = "", third = ""] = path.split("/");
    if (path === "/instances") return { body: [instanceItem({ id: "c1", name: "Books" })] };
    if (path === "/instances/configuration")
      return { body: [{ key: "company.name", propertyValue: "Example Trading Ltd" }] };
    if (path === "/objects") return { body: ["invoices", "items"] };
    if (first === "objects") return describeObject(second, third);
    if (path === "/bulk/jobs") return { body: traits.list === "none" ? [] : [...jobs.keys()].map(listing) };
    if (first === "bulk" && request.method === "POST") return upload(request);
    if (first === "bulk") return { body: third === "errors" ? errorsOf(second) : statusOf(second) };
    if (first === "items" && request.method === "DELETE") {
      if (traits.refusesDelete) return { status: 403, body: { message: "closed" } };
      return { status: items.delete(second) ? 200 : 404, body: {} };
    }
    return first === "items" ? { body: find(where) } : { status: 404, body: {} };
  }

  function describeObject(name: string, what: string) {
    if (name !== "items") return { status: 404, body: {} };
    const fields = [
      { vendorPath: "item_id", type: "number", vendorReadOnly: true },
      { vendorPath: "name", type: "string", vendorRequired: true, length: 60 },
      { vendorPath: "description", type: "string" },
    ];
    const one = { get: {}, ...(traits.deletable ? { delete: {} } : {}) };
    const docs = { paths: { "/items": { get: {}, post: {} }, "/items/{id}": one } };
    return { body: what === "docs" ? docs : { fields } };
  }

  function upload(request: Received) {
    const form = request.body.toString("utf8");
    const [metaPart = "", filePart = ""] = form.split('name="file"');
    const content = filePart.slice(filePart.indexOf("\r\n\r\n") + 4, filePart.lastIndexOf("\r\n--"));
    const isJson = metaPart.includes('"format":"json"');
    if (isJson && traits.json === "refused") return { status: 400, body: { message: "no JSON here" } };
    const rows = isJson ? readJson(content) : readCsv(content);
    const id = String(9_001 + jobs.size);
    const failed = rows.flatMap((row, index) => (row.name ? [] : [index + traits.rowBase]));
    for (const row of rows) if (row.name) keep(row);
    const callback = String(request.headers["elements-async-callback-url"]);
    jobs.set(id, { records: rows.length, failed, callback });
    if (traits.callsBack && callback.startsWith("http://127.0.0.1"))
      fetch(callback, { method: "POST", body: JSON.stringify(statusOf(id)) }).catch(() => undefined);
    return { body: { id, status: "CREATED" } };
  }

  const keep = (row: Item) => {
    const id = items.size + 1;
    items.set(String(id), { ...row, item_id: id });
  };

  function readCsv(content: string): Item[] {
    const text = traits.spoilsFirstHeader ? content : content.replace(/^\ufeff/, "");
    const [head = "", ...lines] = text.split(traits.keepsCr ? "\n" : /\r?\n/).filter((line) => line !== "");
    const names = cells(head).map((name) => name.replace("\r", ""));
    return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at] ?? "", cell])));
  }

  const cells = (line: string) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
      .map(([, cell = ""]) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
      .slice(0, 2);

  const readJson = (content: string): Item[] =>
    content
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  function find(where: string | null): Item[] {
    const all = [...items.values()];
    if (where === null) return all;
    const field = where.split(/[ =]/)[0] ?? "";
    const values = [...where.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = ""]) =>
      value.replaceAll("''", "'"),
    );
    return all.filter((item) => values.includes(String(item[field] ?? "").trim()));
  }

  function statusOf(id: string) {
    const { records = 0, failed = [] } = jobs.get(id) ?? {};
    const total = traits.totalCountsFailed ? records : records - failed.length;
    return traits.status === "v3"
      ? { id, jobStatus: "COMPLETED", recordCount: total, errorCount: failed.length }
      : { id, status: "COMPLETED", recordsCount: total, recordsFailedCount: failed.length };
  }

  const errorsOf = (id: string) =>
    (jobs.get(id)?.failed ?? []).map((rowNum) => ({ rowNum, status: "name is required", response: "{}" }));

  const listing = (id: string) => ({
    id,
    status: "COMPLETED",
    object_name: "items",
    notification_url: traits.list === "marked" ? jobs.get(id)?.callback : null,
  });

  return { url: upstream.url, items, jobs, writes, close: upstream.close };
}
