import type { Connector, ObjectSpec } from "../connectors/connector";
import type { Call } from "../http/call";
import { pageOf, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { World } from "../world";
import { swaggerOf } from "./swagger";

interface Flags {
  upload: boolean;
  download: boolean;
}

/** @param wanted its key, or its number as text. @throws Refusal 404 */
export function connectorNamed({ connections }: World, wanted: string): Connector {
  const known = connections.map(({ connector }) => connector);
  const connector = known.find(({ key, elementId }) => key === wanted || String(elementId) === wanted);
  if (!connector) throw new Refusal(404, `No element found with ID or key ${wanted}`);
  return connector;
}

const connectorOf = ({ world, param }: Call): Connector => connectorNamed(world, param("element"));

/** Every connector once, however many connections it has. */
const connectorsOf = ({ connections }: World): Connector[] => [
  ...new Set(connections.map(({ connector }) => connector)),
];

/** What the connections of this connector are switched to. */
function flagsOf({ connections }: World, connector: Connector): Flags {
  const behaviour = connections.find((each) => each.connector === connector)?.behaviour;
  return { upload: behaviour?.bulkUpload ?? true, download: behaviour?.bulkDownload ?? true };
}

const operationsOf = ({ readOnly }: ObjectSpec) =>
  readOnly ? ["SEARCH", "RETRIEVE"] : ["SEARCH", "RETRIEVE", "CREATE", "UPDATE", "REPLACE", "DELETE"];

/** Open Connectors reference, connector capabilities. Without bulk of its own a connector works record by record. */
function metadata(call: Call): Reply {
  const connector = connectorOf(call);
  const { upload, download } = flagsOf(call.world, connector);
  const native = connector.nativeBulkUpload === true;
  const expanded = call.query.get("expand") === "true";
  const perObject = (object: ObjectSpec) => ({
    canonicalName: object.name,
    operations: operationsOf(object),
    bulk: {
      upload: { supported: upload && !object.readOnly, native },
      download: { supported: download, native: false },
    },
  });
  return ok({
    id: connector.elementId,
    key: connector.key,
    name: connector.name,
    hub: connector.hub,
    bulk: {
      upload,
      download,
      ceSupportNativeBulkDownload: false,
      ceSupportNativeBulkUpload: native,
      vendorSupportNativeBulkDownload: false,
      vendorSupportNativeBulkUpload: native,
    },
    discovery: { basic: true, enhanced: true },
    events: { supported: false },
    resources: connector.objects.map((object) => ({
      path: `/${object.name}`,
      ...(expanded ? perObject(object) : { canonicalName: object.name }),
    })),
  });
}

function elementShape(world: World, connector: Connector): Record<string, unknown> {
  const { upload, download } = flagsOf(world, connector);
  return {
    id: connector.elementId,
    key: connector.key,
    name: connector.name,
    hub: connector.hub,
    active: true,
    bulkUploadEnabled: upload,
    bulkDownloadEnabled: download,
    authentication: { type: connector.authentication },
    objects: connector.objects.map((object) => ({
      name: object.name,
      primaryKeyName: object.idField,
      createdDateName: stampOf(object, /created/i),
      updatedDateName: stampOf(object, /updated/i),
      bulkUploadEnabled: upload && !object.readOnly,
      bulkDownloadEnabled: download,
      customFields: object.fields.some(({ custom }) => custom),
    })),
  };
}

const stampOf = ({ fields }: ObjectSpec, name: RegExp) =>
  fields.find(({ path, stamped }) => stamped && name.test(path))?.path;

const all = ({ world, query }: Call): Reply =>
  pageOf(
    connectorsOf(world).map((connector) => elementShape(world, connector)),
    pageRequest(query),
  );

function docs(call: Call): Reply {
  const connector = connectorOf(call);
  return ok(swaggerOf(connector, connector.objects));
}

export const elementRoutes: Route[] = [
  { method: "GET", path: "/elements", access: "platform", handle: all },
  {
    method: "GET",
    path: "/elements/:element",
    access: "platform",
    handle: (call) => ok(elementShape(call.world, connectorOf(call))),
  },
  { method: "GET", path: "/elements/:element/metadata", access: "platform", handle: metadata },
  { method: "GET", path: "/elements/:element/docs", access: "platform", handle: docs },
];
