import { askAlreadySentSchema } from "@/lib/api-contract/already-sent";
import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle } from "@/lib/api-server/handle";

/** Which rows of an upload were accepted before. Asked before it is submitted; nothing is changed. */
export const POST = handle(
  { access: "person", body: askAlreadySentSchema },
  async ({ services, person, body }) => {
    const answer = await services.alreadySent.find(person, body);
    if (!answer)
      throw new ApiProblem(404, "upload_unknown", "There is no such upload, or not all of it is here.");
    return answer;
  },
);
