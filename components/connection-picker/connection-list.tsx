"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Empty } from "@/components/ui/empty";
import { StateWord } from "@/components/ui/state-word";
import { connectionsQuery } from "@/lib/api-client/connections";
import type { Connection } from "@/lib/api-contract/connections";
import { isLive } from "@/lib/wording/live";
import { ChoiceRow } from "./choice-row";
import { matching, NotRead, Pane, PaneSkeleton, SearchLine } from "./pane";

/** From here on a list has a search. */
const searchFrom = 9;

/** The systems that can be loaded into; one that does not work says why and who can mend it. */
export function ConnectionList(props: { chosen: string | null; onChoose: (id: string) => void }) {
  const { chosen, onChoose } = props;
  const { data, error, refetch } = useQuery(connectionsQuery());
  const [typed, setTyped] = useState("");
  const shown = matching(
    data ?? [],
    typed,
    (connection) => `${connection.name} ${connection.connector.name}`,
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

const connectionsNote = (count: number): string => (count === 1 ? "the only one" : `${count}`);

function Title({ connection }: { connection: Connection }) {
  return (
    <>
      <span className="font-medium wrap-anywhere">{connection.name}</span>
      {isLive(connection) ? <Chip tone="live">Live</Chip> : <Chip tone="test">Test</Chip>}
    </>
  );
}

function Detail({ connection }: { connection: Connection }) {
  const tags = connection.tags.join(" · ");
  return (
    <>
      <span className="block truncate">
        {connection.connector.name}
        {tags ? ` · ${tags}` : null}
      </span>
      {connection.usable ? null : (
        <span className="mt-1 block">
          <StateWord state="error" small>
            Does not work
          </StateWord>
          <span className="block text-ink-2">
            {connection.reason ?? "Open Connectors says it cannot be used."} An administrator can mend it in
            Open Connectors.
          </span>
        </span>
      )}
    </>
  );
}
