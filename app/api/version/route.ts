import { buildId } from "@/lib/api-server/build-id";
import { handle } from "@/lib/api-server/handle";

/** Which build is running, so that a page of an older one can say so. */
export const GET = handle({ access: "person" }, async () => ({ build: buildId() }));
