"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Company } from "@/components/connections/company";
import { HealthWord } from "@/components/connections/health";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { EnvironmentChip } from "@/components/ui/environment-chip";
import { connectionsQuery } from "@/lib/api-client/connections";
import type { Connection } from "@/lib/api-contract/connections";
import { isFailing } from "@/lib/wording/connections";
import { ChoiceRow, UsedBefore } from "./choice-row";
import { matching, NotRead, Pane, PaneSkeleton, SearchLine } from "./pane";

/** From here on a list has a search. */
const searchFrom = 9;

/** The systems that can be loaded into; one that does not work says why and who can mend it. */
export function ConnectionList(props: { chosen: string | null; onChoose: (id: string) => void }) {
  const { chosen, onChoose } = props;
  const { data, error, refetch } = useQuery(connectionsQuery());
  const [typed, setTyped] = useState("");
  const shown = matching(
    recentFirst(data ?? []),
    typed,
    ({ name, upstreamName, connector, company, address, tags }) =>
      [name, upstreamName, connector.name, company, address, ...tags].join(" "),
  );
  const search =
    data && data.length >= searchFrom ? (
      <SearchLine label="Search connections" value={typed} onChange={setTyped} />
    ) : null;
  return (
    <Pane title="Where to?" note={data ? connectionsNote(data.length) : null} search={search}>
      {error ? <NotRead what="The connections" error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <PaneSkeleton label="Reading the connections" /> : null}
      {data?.length === 0 ? (
        <Empty
          sentence="There is nothing to load into yet. An administrator connects a system in Open Connectors; it then stands here."
          action={<Button onClick={() => void refetch()}>Look again</Button>}
        />
      ) : null}
      <fieldset className="min-w-0">
        <legend className="sr-only">Connection</legend>
        {shown.map((connection) => (
          <ChoiceRow
            key={connection.id}
            group="connection"
            isChosen={connection.id === chosen}
            disabled={!connection.usable}
            onChoose={() => onChoose(connection.id)}
            title={<Title connection={connection} />}
            aside={connection.usedAt ? <UsedBefore /> : null}
            detail={<Detail connection={connection} />}
          />
        ))}
      </fieldset>
      {data && data.length > 0 && shown.length === 0 ? (
        <Empty sentence="No connection of that name." />
      ) : null}
    </Pane>
  );
}

/** What this person used last stands first; the rest as Open Connectors lists it. */
export function recentFirst<T extends { usedAt: string | null }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (b.usedAt ?? "").localeCompare(a.usedAt ?? ""));
}

const connectionsNote = (count: number): string => (count === 1 ? "the only one" : `${count}`);

function Title({ connection }: { connection: Connection }) {
  return (
    <>
      <span className="font-medium wrap-anywhere">{connection.name}</span>
      <EnvironmentChip environment={connection.environment} />
    </>
  );
}

function Detail({ connection }: { connection: Connection }) {
  const { connector, name, usable, reason, health } = connection;
  const isBad = isFailing(connection);
  return (
    <>
      <span className="block truncate text-ink-2">
        <Company connection={connection} />
      </span>
      {name.toLowerCase().includes(connector.name.toLowerCase()) ? null : (
        <span className="block truncate">{connector.name}</span>
      )}
      <span className="mt-0.5 block">
        <HealthWord connection={connection} />
        {isBad ? (
          <span className="block text-ink-2 wrap-anywhere">
            {(usable ? health.failure : reason) ?? "Open Connectors says it cannot be used."} An administrator
            can mend it in Open Connectors.
          </span>
        ) : null}
      </span>
    </>
  );
}
