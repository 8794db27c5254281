"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { requestIdOf } from "@/lib/api-client/api-error";
import { connectionsQuery } from "@/lib/api-client/connections";
import type { Connection } from "@/lib/api-contract/connections";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { EnvironmentChip } from "../ui/environment-chip";
import { LinkButton } from "../ui/link-button";
import { ListFault } from "../ui/list-fault";
import { Panel } from "../ui/panel";
import { Say } from "../ui/say";
import { Skeleton } from "../ui/skeleton";

const steps: readonly [name: string, what: string][] = [
  ["Where to", "the system, and what is loaded into it"],
  ["File", "CSV or Excel; it is read here, in the browser"],
  ["Map", "its columns find their fields; you look over it"],
  ["Check", "every row is checked and can be corrected"],
  ["Send", "says what, where and how many, and asks"],
];

function Choice({ connection }: { connection: Connection }) {
  const query = new URLSearchParams({ step: "where", connection: connection.id });
  return (
    <li className="relative flex items-center gap-3 border-b border-line px-4 py-3 last:border-b-0 hover:bg-hover">
      <Link
        href={`/imports/new?${query}`}
        className="min-w-0 flex-1 truncate font-medium outline-none after:absolute after:inset-0 after:content-[''] focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
      >
        {connection.name}
        {connection.company ? (
          <span className="block truncate text-12 font-regular text-ink-3">{connection.company}</span>
        ) : null}
      </Link>
      <EnvironmentChip environment={connection.environment} />
    </li>
  );
}

const mostShown = 6;

/** Nothing was ever sent: the way to the first import begins at its system. */
export function FirstImport() {
  const { data, error, refetch } = useQuery(connectionsQuery());
  const usable = data?.filter((connection) => connection.usable) ?? [];
  return (
    <>
      <header className="mb-4.5 flex flex-wrap items-start justify-between gap-4">
        <Say>No imports yet. Where shall the first one go?</Say>
        <LinkButton href="/imports/new" variant="primary" icon={Plus}>
          Load a file
        </LinkButton>
      </header>
      {error ? (
        <ListFault
          what="The connections"
          error={error}
          id={requestIdOf(error)}
          stale={data !== undefined}
          onRetry={() => void refetch()}
        />
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Panel title="Choose a system" note="or drop a file anywhere">
          {data ? null : (
            <div className="px-4 py-4">
              <Skeleton width="w-48" />
            </div>
          )}
          {data && usable.length === 0 ? (
            <Empty
              sentence="There is nothing to load into yet. An administrator connects a system in Open Connectors; it then stands here."
              action={<Button onClick={() => void refetch()}>Look again</Button>}
            />
          ) : null}
          <ul>
            {usable.slice(0, mostShown).map((connection) => (
              <Choice key={connection.id} connection={connection} />
            ))}
          </ul>
        </Panel>
        <Panel title="How it goes" padded>
          <ol className="grid gap-2.5">
            {steps.map(([name, what], at) => (
              <li key={name} className="grid grid-cols-[1.25rem_minmax(0,1fr)]">
                <span className="figures text-ink-3">{at + 1}</span>
                <span>
                  <span className="font-medium">{name}</span>{" "}
                  <span className="block text-12 text-ink-2">{what}</span>
                </span>
              </li>
            ))}
          </ol>
          <p className="mt-3.5 border-t border-line pt-3 text-12 text-ink-2">
            Nothing is sent before the last step. Afterwards every row is accounted for here.
          </p>
        </Panel>
      </div>
    </>
  );
}
