"use client";
import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { versionQuery } from "@/lib/api-client/version";
import { Button } from "../ui/button";

/** Says that a newer build answers than the one this page was made by. Never reloads by itself: a file may be in hand. */
export function NewVersion({ build }: { build: string }) {
  const { data } = useQuery(versionQuery());
  if (data === undefined || data === build) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line-strong bg-surface px-6 py-2 wide:px-8"
    >
      <RefreshCw className="size-4 text-accent-text" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">A new version of Hubload is running.</span>{" "}
        <span className="text-ink-2">Finish what you are doing, then reload.</span>
      </p>
      <Button size="sm" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </div>
  );
}
