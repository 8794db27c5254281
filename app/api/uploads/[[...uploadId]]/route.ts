import { answerUpload } from "@/lib/api-server/answer-upload";

export const dynamic = "force-dynamic";

export {
  answerUpload as DELETE,
  answerUpload as HEAD,
  answerUpload as OPTIONS,
  answerUpload as PATCH,
  answerUpload as POST,
};
