import type { Connection } from "../connections";

/** One item of `GET /instances` (Open Connectors reference, instances). Without hydration the connector's part is short. */
export function instanceShape(connection: Connection, hydrated: boolean): Record<string, unknown> {
  const { connector, behaviour, tags } = connection;
  const older = behaviour.instanceForm === "older";
  const hub = older ? {} : { hub: connector.hub };
  const short = { id: connector.elementId, key: connector.key, name: connector.name, ...hub };
  return {
    id: connection.id,
    name: connection.name,
    createdDate: connection.createdDate,
    token: connection.token,
    element: hydrated ? { ...short, ...elementDetails(connection) } : short,
    elementId: connector.elementId,
    tags: older ? tags.map((name, index) => ({ id: index + 1, name })) : tags,
    provisionInteractions: [],
    valid: behaviour.valid,
    disabled: behaviour.disabled,
    maxCacheSize: 0,
    cacheTimeToLive: 0,
    configuration: hydrated ? Object.fromEntries(shownConfiguration(connection)) : {},
    eventsEnabled: false,
    traceLoggingEnabled: false,
    cachingEnabled: false,
    externalAuthentication: "none",
    user: { id: 1, emailAddress: "owner@example.com", firstName: "Jane", lastName: "Doe" },
  };
}

const secretKeys = /password|secret|api\.key|subscription\.key|signing\.key|signature\.key/;

/** The configuration as it is answered: secrets are masked (Open Connectors reference, instances). */
export const shownConfiguration = ({ configuration }: Connection): [string, string][] =>
  [...configuration].map(([key, value]) => [key, secretKeys.test(key) ? "********" : value]);

function elementDetails({ connector, behaviour }: Connection): Record<string, unknown> {
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
    bulkDownloadEnabled: behaviour.bulkDownload,
    bulkUploadEnabled: behaviour.bulkUpload,
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
