import { requestIdOf } from "@/lib/api-client/api-error";
import { Notice } from "../ui/notice";

/** Why it was not done. */
export function ControlFailure({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <Notice tone="failed" title={error.message} id={requestIdOf(error)}>
      Nothing was changed.
    </Notice>
  );
}
