import { answerCallback } from "@/lib/api-server/answer-callback";
import { services } from "@/lib/services";

export const dynamic = "force-dynamic";

/** Most callbacks do not come this far: `scripts/launch/callback-door.mjs` answers them the same way, without Next. */
export async function POST(
  request: Request,
  context: { params: Promise<{ attemptId: string }> },
): Promise<Response> {
  return answerCallback(services(), request, (await context.params).attemptId);
}
