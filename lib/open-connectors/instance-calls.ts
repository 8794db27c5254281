import "server-only";
import type { Addresses } from "./addresses";
import type { CallPace } from "./call-pace";
import type { Instance } from "./connections";
import type { Directory } from "./directory";
import { type Subject, UpstreamError } from "./errors";
import type { Answer, Http } from "./http";

interface InstanceCall {
  method?: "GET" | "PUT" | "DELETE";
  /** Of the platform, with the connection's token: without the hub in front. */
  isPlatform?: boolean;
  ignoresBody?: boolean;
  withinMs?: number;
  segments: readonly string[];
  query?: string;
  subject: Subject;
  maxBytes: number;
}

/** Calls on one connection, with its token. @throws UpstreamError */
export type CallInstance = (connectionId: string, call: InstanceCall) => Promise<Answer>;

/**
 * Tokens rotate upstream. After a 401 the list of connections is read once and the call made again only with a token that
 * has changed: a bad token is never tried twice.
 */
export function createInstanceCalls(options: {
  http: Http;
  addresses: Addresses;
  directory: Directory;
  paceOf(connectionId: string): CallPace;
  authorizationOf(token: string): string;
  /** Told how each call went: `null` when it worked. */
  onHeard?: ((connectionId: string, failure: UpstreamError | null) => void) | undefined;
}): CallInstance {
  const { http, addresses, directory, paceOf, authorizationOf } = options;

  const callWith = (
    instance: Instance,
    token: string,
    { method = "GET", isPlatform = false, segments, query, ...call }: InstanceCall,
  ) =>
    http.call({
      ...call,
      method,
      url: addresses.connection(isPlatform ? null : instance.connection.hub, segments, query),
      authorization: authorizationOf(token),
      pace: paceOf(instance.connection.id),
    });

  const heard = options.onHeard ?? (() => undefined);
  return async (connectionId, call) => {
    try {
      const answer = await callOnce(connectionId, call);
      heard(connectionId, null);
      return answer;
    } catch (error) {
      if (error instanceof UpstreamError) heard(connectionId, error);
      throw error;
    }
  };

  async function callOnce(connectionId: string, call: InstanceCall): Promise<Answer> {
    const instance = await directory.lend(connectionId);
    const token = tokenOf(instance);
    try {
      return await callWith(instance, token, call);
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.kind !== "unauthorized") throw error;
      const renewed = await directory.renew(connectionId, token);
      if (!renewed) throw error;
      return callWith(renewed, tokenOf(renewed), call);
    }
  }
}

/** @throws UpstreamError `unauthorized` when the connection has no token, before anything is called */
export function tokenOf(instance: Instance): string {
  if (instance.token !== null) return instance.token;
  throw new UpstreamError(
    "unauthorized",
    "Open Connectors lists this connection without a token. Ask your administrator to authenticate it again in Open Connectors.",
  );
}
