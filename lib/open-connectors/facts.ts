import "server-only";
import { toNamed } from "./connections";
import { type Subject, UpstreamError } from "./errors";
import type { Answer } from "./http";
import type { CallInstance } from "./instance-calls";
import type { Limits } from "./limits";
import { configurationSchema, type ElementObject, elementMetadataSchema } from "./wire-facts";

/** What a connection is connected to, and what its connector can do. `null`: the upstream does not say. */
export interface ConnectionFacts {
  /** The company at the other end, as the instance's configuration names it. */
  company: string | null;
  /** The site of that company, such as `billing.example.com`. */
  address: string | null;
  bulkUpload: boolean | null;
  /** `true`: the connected system has a bulk interface of its own; `false`: one call for each record. */
  nativeBulk: boolean | null;
  /** Whether a record that is there already can be updated by an upload. */
  upsert: boolean | null;
  /** Per object, as far as the connector tells. */
  objects: ElementObject[];
}

/** Instance configuration and element metadata, by safe calls. Open Connectors reference, instances and capabilities. */
export async function readFacts(
  { call, limits }: { call: CallInstance; limits: Limits },
  connection: { id: string; connector: { key: string } },
): Promise<ConnectionFacts> {
  const ask = (segments: readonly string[], deed: string, query?: string) =>
    unlessUntold(
      call(connection.id, {
        isPlatform: true,
        segments,
        ...(query === undefined ? {} : { query }),
        subject: {
          deed,
          secrets: "connection",
          missing: `Open Connectors cannot ${deed}.`,
        } satisfies Subject,
        maxBytes: limits.listBytes,
      }),
    );
  const deed = "tell the configuration of this connection";
  const configured =
    (await ask(["instances", "configuration"], deed)) ??
    (await ask(["instances", connection.id, "configuration"], deed));
  const described = await ask(
    ["elements", connection.connector.key, "metadata"],
    "tell what the connector can do",
    "?expand=true",
  );
  const configuration = configurationSchema.safeParse(configured?.body).data ?? new Map();
  const element = elementMetadataSchema.safeParse(described?.body).data;
  const objects = element?.objects ?? [];
  return {
    company: named(configuration, "company.name"),
    address: named(configuration, "site.address"),
    bulkUpload: element?.bulkUpload ?? null,
    nativeBulk: element?.nativeBulk ?? anyOf(objects.map(({ nativeBulk }) => nativeBulk)),
    upsert: element?.upsert ?? upsertByPages.get(connection.connector.key) ?? null,
    objects,
  };
}

/** An answer that says nothing of a fact leaves it open; an upstream that cannot be asked is a failure. */
async function unlessUntold(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (["refused", "forbidden", "not_found", "unusable_answer"].includes(error.kind)) return undefined;
    throw error;
  }
}

const named = (configuration: ReadonlyMap<string, string | null>, key: string): string | null =>
  toNamed(configuration.get(key) ?? null);

const anyOf = (flags: readonly (boolean | null)[]) =>
  flags.includes(true) ? true : flags.includes(false) ? false : null;

/** Metadata does not tell it; the documentation's pages and tests of these connectors do. Open Connectors reference, bulk upload. */
const upsertByPages: ReadonlyMap<string, boolean> = new Map([
  ["eloqua", true],
  ["hubspot", true],
  ["marketo", true],
  ["postgresql", true],
]);
