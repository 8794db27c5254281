import { bulkRoutes } from "./bulk/bulk-routes";
import type { Route } from "./http/router";
import { authenticationRoutes } from "./platform/authentication";
import { discoveryRoutes } from "./platform/discovery";
import { elementRoutes } from "./platform/elements";
import { instanceRoutes } from "./platform/instances";
import { recordRoutes } from "./records/record-routes";

/** The platform's API. The first route that fits is taken: records, whose paths fit nearly everything, come last. */
export const routes: readonly Route[] = [
  ...authenticationRoutes,
  ...instanceRoutes,
  ...elementRoutes,
  ...discoveryRoutes,
  ...bulkRoutes,
  ...recordRoutes,
];
