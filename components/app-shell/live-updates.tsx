"use client";
import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { followLive } from "@/lib/api-client/live";

/** Imports change on screen as they change, on every page; the one that is looked at whole. */
export function LiveUpdates({ personId }: { personId: string }) {
  const client = useQueryClient();
  const job = /^\/jobs\/([^/]+)$/.exec(usePathname())?.[1] ?? null;
  useEffect(() => followLive(client, job, personId), [client, job, personId]);
  return null;
}
