import { handle } from "@/lib/api-server/handle";

export const dynamic = "force-dynamic";

/** tus 1.0: the protocol lives in the uploads room; the session and the owner are settled here. */
const tus = handle({ access: "person" }, async ({ services, request, person }) =>
  services.uploads.handle(request, person.id),
);

export { tus as DELETE, tus as HEAD, tus as OPTIONS, tus as PATCH, tus as POST };
