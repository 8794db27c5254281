import "server-only";
import type { Addresses } from "./addresses";
import { hasAnyTag, type Instance, toInstance } from "./connections";
import { UpstreamError, unusableAnswer } from "./errors";
import type { Answer, Http } from "./http";
import type { Limits } from "./limits";
import { readPages, toQuery } from "./pages";
import { instanceSchema } from "./wire";

const subject = {
  deed: "list the connections",
  secrets: "account",
  missing: "Open Connectors lists no connections.",
} as const;

/**
 * Connections from `GET /instances`, all pages; with `tags`, one list for each tag, put together. No match is a 404 there,
 * and an empty list here. What the upstream filters is filtered again: a tag decides what this program may use.
 * Open Connectors reference, instances.
 */
export async function readConnectionsList(options: {
  http: Http;
  addresses: Addresses;
  limits: Limits;
  authorization: string;
  tags: readonly string[];
  onWarning(message: string): void;
}): Promise<Instance[]> {
  const { http, addresses, limits, authorization, tags, onWarning } = options;
  const found = new Map<string, Instance>();
  const read = (tag: string | null) => (nextPage: string | null) =>
    http
      .call({
        method: "GET",
        url: addresses.platform(["instances"], toQuery({ "tags[]": tag, nextPage })),
        authorization,
        subject,
        maxBytes: limits.listBytes,
      })
      .catch(emptyWhenMissing);
  for (const tag of tags.length === 0 ? [null] : tags) {
    const pages = readPages({
      read: read(tag),
      most: limits.pages,
      onEndless: () => onWarning("The list of connections repeats itself; it was read up to there."),
    });
    for await (const page of pages) {
      if (!Array.isArray(page)) throw unusableAnswer(subject, "something that is not a list");
      for (const instance of toInstances(page, onWarning))
        if (hasAnyTag(instance, tags) && !found.has(instance.connection.id))
          found.set(instance.connection.id, instance);
    }
  }
  return [...found.values()];
}

function emptyWhenMissing(error: unknown): Answer {
  if (error instanceof UpstreamError && error.kind === "not_found")
    return { body: [], nextPage: null, requestId: error.requestId };
  throw error;
}

function toInstances(items: readonly unknown[], onWarning: (message: string) => void): Instance[] {
  const instances = items.flatMap((item) => {
    const facts = instanceSchema.safeParse(item).data;
    return (facts && toInstance(facts)) ?? [];
  });
  if (instances.length < items.length)
    onWarning(`${items.length - instances.length} connections were listed without an id and are left out.`);
  return instances;
}
