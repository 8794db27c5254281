import { handle, param } from "@/lib/api-server/handle";

/** What this object refused before, as fingerprints that a page compares its rows with. Nothing is asked upstream. */
export const GET = handle({ access: "person" }, async ({ services, params }) =>
  services.refusals.of(param(params, "connectionId"), param(params, "objectName")),
);
