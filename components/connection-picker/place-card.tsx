"use client";
import { useQuery } from "@tanstack/react-query";
import { FactLines } from "@/components/connections/fact-card";
import { Skeleton } from "@/components/ui/skeleton";
import { connectionQuery } from "@/lib/api-client/connections";
import type { Connection } from "@/lib/api-contract/connections";

/** The fact card of what is chosen, before any effort. */
export function PlaceCard({ connection }: { connection: Connection }) {
  const { data, error } = useQuery(connectionQuery(connection.id));
  return (
    <section
      aria-label={`What ${connection.name} can do`}
      className="shrink-0 rounded-3 border border-line-strong bg-surface px-4 py-3"
    >
      {data ? <FactLines connection={data} short /> : null}
      {error && !data ? (
        <p className="text-ink-2">What it can do could not be read. {error.message}</p>
      ) : null}
      {data || error ? null : (
        <div
          role="status"
          aria-label={`Reading what ${connection.name} can do`}
          className="grid gap-3.5 py-0.5"
        >
          {["w-72", "w-56", "w-64", "w-60", "w-80"].map((width) => (
            <Skeleton key={width} width={width} />
          ))}
        </div>
      )}
    </section>
  );
}
