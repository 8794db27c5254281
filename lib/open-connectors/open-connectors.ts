import "server-only";
import type { ConnectorObject, Field } from "@/lib/api-contract/connections";
import { createAddresses } from "./addresses";
import { toAuthorization } from "./authorization";
import { type BulkError, type BulkJobListing, type BulkStatus, createBulkJobs } from "./bulk-jobs";
import { type BulkUpload, sendBulk } from "./bulk-upload";
import type { Instance, UpstreamConnection } from "./connections";
import { readConnectionsFile } from "./connections-file";
import { readConnectionsList } from "./connections-list";
import { createDirectory } from "./directory";
import { readFields } from "./fields";
import { createHttp } from "./http";
import { createInstanceCalls } from "./instance-calls";
import { defaultLimits, type Limits } from "./limits";
import { readObjects } from "./objects";
import { createSecrets } from "./redact";
import type { SendResult } from "./send-result";

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
  /** All pages, read as they are asked for. @returns at the end whether that was the end of the list */
  bulkErrors(connectionId: string, bulkJobId: string): AsyncGenerator<BulkError, boolean>;
  bulkJobs(connectionId: string, objectName: string): Promise<BulkJobListing[]>;
  cancelBulk(connectionId: string, bulkJobId: string): Promise<BulkStatus>;
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
  limits?: Partial<Limits>;
  /** PEM of an authority to trust instead of the well-known ones. */
  certificateAuthority?: string | undefined;
}

/** The client. Element tokens are read with the connections, kept in memory, and never leave it. */
export function createOpenConnectors(options: OpenConnectorsOptions): OpenConnectors {
  const { userSecret, organizationSecret, connectionsFile, certificateAuthority, tags } = options;
  const onWarning = options.onWarning ?? (() => undefined);
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const secrets = createSecrets([userSecret, organizationSecret]);
  const addresses = createAddresses(options.baseUrl);
  const http = createHttp({ limits, secrets, certificateAuthority });
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
  const call = createInstanceCalls({ http, addresses, directory, authorizationOf });
  const jobs = createBulkJobs({ call, limits, secrets, onWarning });
  const sending = { addresses, directory, limits, secrets, certificateAuthority, authorizationOf };
  return {
    connections: async () => (await directory.list()).map((instance) => instance.connection),
    connection: async (id) => (await directory.show(id)).connection,
    objects: (connectionId) => readObjects(call, limits, connectionId),
    fields: (connectionId, objectName) => readFields(call, limits, connectionId, objectName),
    sendBulk: (upload) => sendBulk(sending, upload),
    bulkStatus: jobs.status,
    bulkErrors: jobs.errors,
    bulkJobs: jobs.list,
    cancelBulk: jobs.cancel,
    close: http.close,
  };
}
