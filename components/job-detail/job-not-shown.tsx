import { ApiError } from "@/lib/api-client/api-error";
import { whileSilent } from "@/lib/wording/jobs";
import { Button } from "../ui/button";
import { LinkButton } from "../ui/link-button";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { Say } from "../ui/say";
import { Skeleton } from "../ui/skeleton";

/** An import that is not there, or cannot be read now. */
export function JobNotShown({ error, retry }: { error: Error; retry: () => void }) {
  const known = error instanceof ApiError ? error : null;
  if (known?.status === 404)
    return (
      <div className="grid justify-items-start gap-4">
        <Say>There is no import at this address.</Say>
        <p className="text-14 text-ink-2">
          The link may be incomplete. Nothing was sent or changed by opening it.
        </p>
        <LinkButton href="/jobs" variant="primary">
          Go to the imports
        </LinkButton>
      </div>
    );
  return (
    <div className="grid max-w-180 gap-4">
      <Say>This import cannot be shown now.</Say>
      <Notice
        tone="failed"
        title={error.message}
        id={known?.requestId}
        action={
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
        }
      >
        Nothing was sent by this. {whileSilent("its system")}
      </Notice>
    </div>
  );
}

/** Grey bars where the sentence, the account and the timeline will be. */
export function JobLoading() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        The import is being read
      </p>
      <div className="mb-6 grid gap-3">
        <Skeleton width="w-24" />
        <Skeleton width="w-120" height="h-6" />
        <Skeleton width="w-96" />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21.75rem]">
        <Panel padded>
          <div className="grid gap-4">
            <Skeleton height="h-3.5" />
            <Skeleton width="w-56" />
            <Skeleton width="w-64" />
            <Skeleton width="w-48" />
          </div>
        </Panel>
        <Panel title="What happened" padded>
          <div className="grid gap-4">
            <Skeleton width="w-40" />
            <Skeleton width="w-52" />
          </div>
        </Panel>
      </div>
    </div>
  );
}
