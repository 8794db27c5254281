import { liveQuery } from "@/lib/api-contract/live";
import { handle } from "@/lib/api-server/handle";
import { liveStream } from "@/lib/live/live-stream";

export const GET = handle(
  { access: "person", query: liveQuery },
  async ({ services, request, query }) =>
    new Response(liveStream(services.live, query.job ?? null, request.signal), {
      headers: {
        "content-type": "text/event-stream",
        // A proxy that compresses would hold events back until it has enough of them.
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    }),
);
