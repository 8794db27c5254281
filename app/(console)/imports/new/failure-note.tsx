import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SessionFailure } from "@/lib/import-session/import-session";

/** What happened, whether anything was sent, what to do; an id for support. */
export function FailureNote(props: {
  failure: SessionFailure;
  /** The file it is about. */
  about?: string | null;
  onRetry?: () => void;
  onClose?: () => void;
}) {
  const { failure, about, onRetry, onClose } = props;
  return (
    <Notice
      tone="failed"
      title={failure.happened}
      id={failure.requestId ?? undefined}
      action={
        onRetry && failure.canRetry ? (
          <Button onClick={onRetry}>Try again</Button>
        ) : onClose ? (
          <Button onClick={onClose}>Close</Button>
        ) : undefined
      }
    >
      {about ? <p className="raw wrap-anywhere">{about}</p> : null}
      {failure.sent} {failure.next}
    </Notice>
  );
}
