import "server-only";
import { handle } from "./handle";

/** tus 1.0: the protocol lives in the uploads room; the session and the owner are settled here. */
export const answerUpload = handle({ access: "person" }, async ({ services, request, person }) =>
  services.uploads.handle(request, person.id),
);
