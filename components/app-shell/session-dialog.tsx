"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { me } from "@/lib/api-client/session";
import { onSessionEnded } from "@/lib/api-client/session-ended";
import type { Me } from "@/lib/api-contract/people";
import { Dialog } from "../ui/dialog";

/**
 * The session has ended: sign-in stands over the page, so that a file in hand is not lost, and what failed is tried
 * again. Only the same person goes on with the page; for anybody else it is left.
 */
export function SessionDialog({ person, signIn }: { person: Me; signIn: (done: () => void) => ReactNode }) {
  const [waiting, setWaiting] = useState<((signedIn: boolean) => void)[]>([]);
  const queries = useQueryClient();
  useEffect(
    () =>
      onSessionEnded((event) => {
        event.waitFor(new Promise((resolve) => setWaiting((others) => [...others, resolve])));
      }),
    [],
  );
  const goOn = async () => {
    if ((await me()).id !== person.id) {
      window.location.assign("/");
      return;
    }
    for (const resolve of waiting) resolve(true);
    setWaiting([]);
    await queries.invalidateQueries();
  };
  return (
    <Dialog
      open={waiting.length > 0}
      onOpenChange={() => undefined}
      firm
      title="Your session has ended"
      description="Sign in to go on. This page, and a file you have in hand, stay as they are."
    >
      {signIn(() => void goOn())}
    </Dialog>
  );
}
