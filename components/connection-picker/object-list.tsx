"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Empty } from "@/components/ui/empty";
import { objectsQuery } from "@/lib/api-client/connections";
import type { Connection } from "@/lib/api-contract/connections";
import { objectWords } from "@/lib/wording/objects";
import { ChoiceRow, UsedBefore } from "./choice-row";
import { recentFirst } from "./connection-list";
import { matching, NotRead, Pane, PaneSkeleton, SearchLine } from "./pane";

/** What cannot be created stands last: it is there to be seen, not chosen. */
const creatableFirst = <T extends { creatable: boolean | null }>(objects: readonly T[]): T[] =>
  objects.toSorted((a, b) => Number(a.creatable === false) - Number(b.creatable === false));

const title = "What are you loading?";
const searchFrom = 9;

/** What a system takes: a plain name, the system's own name beside it, and a line of meaning where it is known. */
export function ObjectList(props: {
  connection: Connection | null;
  chosen: string | null;
  onChoose: (name: string) => void;
}) {
  if (!props.connection) {
    return (
      <Pane title={title}>
        <Empty sentence="Choose where to first." />
      </Pane>
    );
  }
  return <Objects {...props} connection={props.connection} key={props.connection.id} />;
}

function Objects(props: { connection: Connection; chosen: string | null; onChoose: (name: string) => void }) {
  const { connection, chosen, onChoose } = props;
  const { data, error, refetch } = useQuery(objectsQuery(connection.id));
  const [typed, setTyped] = useState("");
  const objects = creatableFirst(recentFirst(data ?? [])).map((object) => ({
    ...object,
    words: objectWords(object.name, connection.connector.key),
  }));
  const shown = matching(
    objects,
    typed,
    ({ name, words }) => `${name} ${words.plural} ${words.meaning ?? ""}`,
  );
  const search =
    objects.length >= searchFrom ? (
      <SearchLine label="Search by name" value={typed} onChange={setTyped} />
    ) : null;
  return (
    <Pane title={title} note={data ? String(data.length) : null} search={search}>
      {error ? (
        <NotRead what={`What ${connection.name} takes`} error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <PaneSkeleton label={`Reading what ${connection.name} takes`} /> : null}
      {data?.length === 0 ? (
        <Empty
          sentence={`${connection.name} names nothing that can be loaded.`}
          action={<Button onClick={() => void refetch()}>Look again</Button>}
        />
      ) : null}
      <fieldset className="min-w-0">
        <legend className="sr-only">{title}</legend>
        {shown.map(({ name, words, creatable, usedAt }) => (
          <ChoiceRow
            key={name}
            group="object"
            disabled={creatable === false}
            isChosen={name === chosen}
            onChoose={() => onChoose(name)}
            title={
              <>
                <span
                  className={classNames(
                    "font-medium first-letter:uppercase",
                    creatable === false && "text-ink-3",
                  )}
                >
                  {words.plural}
                </span>
                <span className="raw text-ink-3 wrap-anywhere">{name}</span>
              </>
            }
            aside={usedAt ? <UsedBefore /> : null}
            detail={
              creatable === false
                ? [words.meaning, "can only be read, not created"].filter(Boolean).join("; ")
                : words.meaning
            }
          />
        ))}
      </fieldset>
      {objects.length > 0 && shown.length === 0 ? <Empty sentence="Nothing of that name." /> : null}
    </Pane>
  );
}
