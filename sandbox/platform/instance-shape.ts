import type { Connection } from "../connections";

/** One item of `GET /instances` (Open Connectors reference, instances). Without hydration the connector's part is short. */
export function instanceShape(connection: Connection, hydrated: boolean): Record<string, unknown> {
  const { connector, behaviour } = connection;
  const short = { id: connector.elementId, key: connector.key, name: connector.name, hub: connector.hub };
  return {
    id: connection.id,
    name: connection.name,
    createdDate: connection.createdDate,
    token: connection.token,
    element: hydrated ? { ...short, ...elementDetails(connection) } : short,
    elementId: connector.elementId,
    tags: connection.tags,
    provisionInteractions: [],
    valid: behaviour.valid,
    disabled: behaviour.disabled,
    maxCacheSize: 0,
    cacheTimeToLive: 0,
    configuration: hydrated ? connection.configuration : {},
    eventsEnabled: false,
    traceLoggingEnabled: false,
    cachingEnabled: false,
    externalAuthentication: "none",
    user: { id: 1, emailAddress: "owner@example.com", firstName: "Jane", lastName: "Doe" },
  };
}

function elementDetails({ connector }: Connection): Record<string, unknown> {
  return {
    hookName: connector.name.replaceAll(" ", ""),
    description: `Add a ${connector.name} instance to connect your account.`,
    image: `elements/provider_${connector.key}.png`,
    active: true,
    deleted: false,
    typeOauth: true,
    trialAccount: false,
    resources: [],
    transformationsEnabled: true,
    bulkDownloadEnabled: false,
    bulkUploadEnabled: true,
    cloneable: true,
    extendable: true,
    beta: false,
    authentication: { type: connector.authentication },
    extended: false,
    protocolType: "http",
    parameters: [],
    private: false,
  };
}
