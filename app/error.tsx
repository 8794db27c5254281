"use client";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Say } from "@/components/ui/say";

/** A page that cannot be shown: what happened, whether anything was sent, what to do, the id for support. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  useEffect(() => {
    document.title = "This page failed · Hubload";
  }, []);
  return (
    <main className="flex max-w-xl flex-col gap-4 px-6 pt-10 wide:px-8">
      <Say>This page could not be shown.</Say>
      <Notice tone="failed" title="Hubload failed while it made the page." id={error.digest}>
        Nothing was sent by this. Imports that run go on running.
      </Notice>
      <div className="flex gap-2">
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
        <LinkButton href="/jobs">Go to the imports</LinkButton>
      </div>
    </main>
  );
}
