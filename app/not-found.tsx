import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/link-button";
import { Mark } from "@/components/ui/mark";
import { Say } from "@/components/ui/say";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-4 px-6 pb-[12vh]">
      <Mark />
      <Say>There is nothing at this address.</Say>
      <p className="text-14 text-ink-2">
        The link may be old, or a character is missing. No import is touched by this.
      </p>
      <div>
        <LinkButton href="/jobs" variant="primary">
          Go to the imports
        </LinkButton>
      </div>
    </main>
  );
}
