import "server-only";
import type { ConnectorObject, Field } from "@/lib/api-contract/connections";
import { createAddresses } from "./addresses";
import { toAuthorization } from "./authorization";
import { type BulkError, type BulkJobListing, type BulkStatus, createBulkJobs } from "./bulk-jobs";
import { type BulkUpload, sendBulk } from "./bulk-upload";
import { createCallPaces } from "./call-pace";
import type { Instance, UpstreamConnection } from "./connections";
import { readConnectionsFile } from "./connections-file";
import { readConnectionsList } from "./connections-list";
import { deleteRecord } from "./delete-record";
import { createDirectory } from "./directory";
import type { UpstreamError } from "./errors";
import { type ConnectionFacts, readFacts } from "./facts";
import { readFields } from "./fields";
import { createHttp } from "./http";
import { createInstanceCalls } from "./instance-calls";
import { defaultLimits, type Limits } from "./limits";
import { readObjects } from "./objects";
import { readOperations } from "./operations";
import { ping } from "./ping";
import { chooseProxy, type ProxyOptions } from "./proxy";
import { type FoundRecords, findRecords, type RecordLimits, type RecordQuery } from "./record-search";
import { createSecrets } from "./redact";
import type { SendResult } from "./send-result";
import type { ObjectOperations } from "./wire-facts";

/** Open Connectors, as the rest of the program sees it. Every method but `sendBulk` throws UpstreamError. */
export interface OpenConnectors {
  /** In the upstream's order; none is an empty list. Held in memory for 15 s. */
  connections(): Promise<UpstreamConnection[]>;
  /** @throws UpstreamError `not_found` for an id that is not listed */
  connection(id: string): Promise<UpstreamConnection>;
  objects(connectionId: string): Promise<ConnectorObject[]>;
  /** @throws UpstreamError `not_found` for an object the connection does not know */
  fields(connectionId: string, objectName: string): Promise<Field[]>;
  /** One POST, never repeated. Never throws for what the upstream or the network does. */
  sendBulk(upload: BulkUpload): Promise<SendResult>;
  bulkStatus(connectionId: string, bulkJobId: string): Promise<BulkStatus>;
  /** The status as it came, for who wants to know its shape. */
  rawBulkStatus(connectionId: string, bulkJobId: string): Promise<unknown>;
  /** All pages, read as they are asked for. @returns at the end whether that was the end of the list */
  bulkErrors(connectionId: string, bulkJobId: string): AsyncGenerator<BulkError, boolean>;
  bulkJobs(connectionId: string, objectName: string): Promise<BulkJobListing[]>;
  cancelBulk(connectionId: string, bulkJobId: string): Promise<BulkStatus>;
  /** By safe calls only: by search, by key, else by looking through everything up to a limit, and it says how far it saw. */
  findRecords(
    connectionId: string,
    objectName: string,
    query: RecordQuery,
    limits?: RecordLimits,
  ): Promise<FoundRecords>;
  /** One call, never repeated. `false`: it was not there. */
  deleteRecord(connectionId: string, objectName: string, id: string): Promise<boolean>;
  /** What can be done with single records of an object; `null` where nothing says it. */
  operations(connectionId: string, objectName: string): Promise<ObjectOperations | null>;
  /** Company, address, and what the connector can do. What the upstream does not tell is `null`. */
  facts(connectionId: string): Promise<ConnectionFacts>;
  /** Asks the connected system for a sign of life. @throws UpstreamError when it gives none */
  ping(connectionId: string): Promise<void>;
  /** Closes the connections that are kept open; calls under way fail. */
  close(): Promise<void>;
}

export interface OpenConnectorsOptions {
  /** With `/elements/api-v2`. Open Connectors reference, base URLs. */
  baseUrl: URL;
  userSecret: string;
  /** With it connections come from `GET /instances`, without it from `connectionsFile`. */
  organizationSecret?: string | undefined;
  connectionsFile?: string | undefined;
  /** Only connections with one of these; none, all. */
  tags: readonly string[];
  /** Told what somebody should look at, in one line without secrets. */
  onWarning?: ((message: string) => void) | undefined;
  /** Told how each call on a connection went; `null`: it worked. Uploads are not among them. */
  onHeard?: ((connectionId: string, failure: UpstreamError | null) => void) | undefined;
  limits?: Partial<Limits>;
  /** PEM of an authority to trust instead of the well-known ones. */
  certificateAuthority?: string | undefined;
  /** What every call goes through, GET and POST alike. */
  proxy?: ProxyOptions | undefined;
}

/** The client. Element tokens are read with the connections, kept in memory, and never leave it. */
export function createOpenConnectors(options: OpenConnectorsOptions): OpenConnectors {
  const { userSecret, organizationSecret, connectionsFile, certificateAuthority, tags } = options;
  const proxy = chooseProxy(options.baseUrl, options.proxy ?? {});
  const way = { certificateAuthority, proxy };
  const onWarning = options.onWarning ?? (() => undefined);
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const secrets = createSecrets([
    userSecret,
    organizationSecret,
    proxy && decodeURIComponent(proxy.password),
  ]);
  const addresses = createAddresses(options.baseUrl);
  const http = createHttp({ limits, secrets, baseUrl: options.baseUrl, way });
  const account = { user: userSecret, organization: organizationSecret };
  const authorizationOf = (element: string) => toAuthorization({ ...account, element });

  async function readInstances(): Promise<Instance[]> {
    const instances =
      organizationSecret === undefined && connectionsFile !== undefined
        ? await readConnectionsFile(connectionsFile, tags)
        : await readConnectionsList({
            http,
            addresses,
            limits,
            authorization: toAuthorization(account),
            tags,
            onWarning,
          });
    for (const { token } of instances) if (token !== null) secrets.add(token);
    return instances;
  }

  const directory = createDirectory(readInstances, limits);
  const paceOf = createCallPaces(limits);
  const call = createInstanceCalls({
    ...{ http, addresses, directory, paceOf, authorizationOf },
    onHeard: options.onHeard,
  });
  const jobs = createBulkJobs({ call, limits, secrets, onWarning });
  const sending = { addresses, directory, limits, secrets, way, paceOf, authorizationOf };
  const records = { call, limits, secrets, onWarning };
  return {
    connections: async () => (await directory.list()).map((instance) => instance.connection),
    connection: async (id) => (await directory.show(id)).connection,
    objects: (connectionId) => readObjects(call, limits, connectionId),
    fields: (connectionId, objectName) => readFields(call, limits, connectionId, objectName),
    sendBulk: (upload) => sendBulk(sending, upload),
    bulkStatus: jobs.status,
    rawBulkStatus: jobs.raw,
    bulkErrors: jobs.errors,
    bulkJobs: jobs.list,
    cancelBulk: jobs.cancel,
    findRecords: (connectionId, objectName, query, most) =>
      findRecords(records, { connectionId, objectName }, query, most),
    deleteRecord: (connectionId, objectName, id) => deleteRecord(records, { connectionId, objectName, id }),
    operations: (connectionId, objectName) => readOperations(records, connectionId, objectName),
    facts: async (id) => readFacts(records, (await directory.lend(id)).connection),
    ping: (connectionId) => ping(call, limits, connectionId),
    close: http.close,
  };
}
