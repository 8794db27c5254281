import { sameFileQuery } from "@/lib/api-contract/drafts";
import { handle } from "@/lib/api-server/handle";

/** Where this file was sent already, and who else prepares it. */
export const GET = handle(
  { access: "person", query: sameFileQuery },
  async ({ services, person, query: { connection: connectionId, object: objectName, sha256 } }) => {
    const file = { connectionId, objectName, sha256 };
    const [sent, prepared] = await Promise.all([
      services.jobs.sentBefore(file),
      services.drafts.preparing(file, person),
    ]);
    return { sent, prepared };
  },
);
