import "server-only";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { hasAnyTag, type Instance, type InstanceFacts, toInstance } from "./connections";
import { UpstreamError } from "./errors";
import { parseOrNull, text } from "./scalars";
import { instanceSchema } from "./wire";

/**
 * The form for people: `{id, name, token, hub?, connector: {key, name?}, tags?, company?}`. `connector` may be the key alone, and a
 * connection without an id is known by its connector's key.
 */
const shortForm = z
  .object({
    id: text,
    name: text,
    token: text,
    hub: text,
    key: text,
    connector: z
      .union([z.string().transform((key) => ({ key, name: null })), z.object({ key: text, name: text })])
      .nullish(),
    tags: z.array(z.string()).nullish(),
    company: text,
  })
  .transform((item): InstanceFacts => {
    const key = item.connector?.key ?? item.key;
    return {
      id: item.id ?? key,
      name: item.name,
      token: item.token,
      hub: item.hub,
      connector: { key: key ?? "unknown", name: item.connector?.name ?? item.name ?? key ?? "unknown" },
      tags: item.tags ?? null,
      company: item.company,
      address: null,
      valid: null,
      disabled: null,
    };
  });

const fileSchema = z.union([
  z.array(z.unknown()),
  z.object({ connections: z.array(z.unknown()) }).transform((file) => file.connections),
]);

/**
 * Connections from a file: an array, or `{"connections": […]}`, of items in the short form or as `GET /instances` gives them.
 * The file is a choice already, so `tags` only leaves out items that state other tags.
 * @throws UpstreamError when the file cannot be used, without quoting it: it holds tokens
 */
export async function readConnectionsFile(path: string, tags: readonly string[]): Promise<Instance[]> {
  const content = await readFile(path, "utf8").catch((cause: unknown) => {
    throw unusableFile("cannot be read", cause);
  });
  const items = fileSchema.safeParse(parseOrNull(content.replace(/^\ufeff/, "")));
  if (!items.success) throw unusableFile("is not a JSON list of connections");
  return items.data.flatMap((item, index) => {
    const { facts, statesTags } = toFacts(item);
    const instance = facts && toInstance(facts);
    if (!instance) throw unusableFile(`has no id at connection ${index + 1}`);
    return statesTags && !hasAnyTag(instance, tags) ? [] : [instance];
  });
}

function toFacts(item: unknown): { facts: InstanceFacts | undefined; statesTags: boolean } {
  const isInstance = z.object({ element: z.unknown() }).safeParse(item).success;
  const facts = (isInstance ? instanceSchema : shortForm).safeParse(item).data;
  return { facts, statesTags: facts !== undefined && facts.tags !== null };
}

const unusableFile = (flaw: string, cause?: unknown) =>
  new UpstreamError(
    "unusable_answer",
    `The file of connections ${flaw}. Ask your administrator to check OPEN_CONNECTORS_CONNECTIONS.`,
    { cause },
  );
