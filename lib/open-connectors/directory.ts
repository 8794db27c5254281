import "server-only";
import type { Instance } from "./connections";
import { UpstreamError } from "./errors";
import type { Limits } from "./limits";

export interface Directory {
  /** Every connection, not older than `connectionsMaxAgeMs`. */
  list(): Promise<Instance[]>;
  /** One, not older than `connectionsMaxAgeMs`. @throws UpstreamError `not_found` */
  show(id: string): Promise<Instance>;
  /**
   * One for its token. Tokens outlive the list they came in, so an older one will do when the list cannot be read now.
   * @throws UpstreamError `not_found`
   */
  lend(id: string): Promise<Instance>;
  /** After a 401: the connection with its new token, `undefined` when there is no other than `refused`. Reads the list once. */
  renew(id: string, refused: string): Promise<Instance | undefined>;
}

/** Holds the list of connections in memory. Whoever asks while it is being read waits for the same reading. */
export function createDirectory(read: () => Promise<Instance[]>, limits: Limits): Directory {
  let held: { at: number; instances: Map<string, Instance> } | undefined;
  let reading: Promise<Map<string, Instance>> | undefined;

  async function load(): Promise<Map<string, Instance>> {
    const instances = new Map((await read()).map((instance) => [instance.connection.id, instance]));
    held = { at: performance.now(), instances };
    return instances;
  }

  function reload(): Promise<Map<string, Instance>> {
    reading ??= load().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function current(maxAgeMs: number): Promise<Map<string, Instance>> {
    return held && performance.now() - held.at < maxAgeMs ? held.instances : reload();
  }

  return {
    list: async () => [...(await current(limits.connectionsMaxAgeMs)).values()],
    show: async (id) => named(await current(limits.connectionsMaxAgeMs), id),
    async lend(id) {
      const older = held?.instances.get(id);
      try {
        return named(await current(older ? limits.tokenMaxAgeMs : limits.connectionsMaxAgeMs), id);
      } catch (error) {
        if (older && isPassing(error)) return older;
        throw error;
      }
    },
    async renew(id, refused) {
      // Somebody else's 401 may have brought the new token already.
      const present = held?.instances.get(id);
      const instance = present && present.token !== refused ? present : (await reload()).get(id);
      return instance && instance.token !== null && instance.token !== refused ? instance : undefined;
    },
  };
}

function named(instances: ReadonlyMap<string, Instance>, id: string): Instance {
  const instance = instances.get(id);
  if (!instance) throw unknownConnection();
  return instance;
}

const unknownConnection = () =>
  new UpstreamError(
    "not_found",
    "This connection is no longer listed in Open Connectors. Choose another one.",
  );

const isPassing = (error: unknown) =>
  error instanceof UpstreamError && !["not_found", "unauthorized", "forbidden"].includes(error.kind);
