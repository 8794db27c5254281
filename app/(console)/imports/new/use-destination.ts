"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { connectionsQuery, fieldsQuery, objectsQuery } from "@/lib/api-client/connections";
import type { Connection } from "@/lib/api-contract/connections";
import type { Destination } from "@/lib/import-draft";
import type { Address } from "./use-address";

interface Chosen {
  /** Names the choice. */
  key: string;
  connection: Connection | null;
  /** Known when connection and object are chosen and the fields are read. */
  destination: Destination | null;
  /** There is nothing else that could be chosen. */
  isOnlyChoice: boolean;
  /** Still being read, or cannot be read. */
  state: "open" | "reading" | "failed" | "ready";
}

/** What the address chooses, with its fields. It shares its readings with the picker. */
export function useDestination({ connectionId, objectName }: Address): Chosen {
  const connections = useQuery(connectionsQuery());
  const connection = connections.data?.find(({ id, usable }) => id === connectionId && usable) ?? null;
  const isChosen = connection !== null && objectName !== null;
  const isOnlyConnection = connections.data?.length === 1;
  const objects = useQuery({
    ...objectsQuery(connection?.id ?? ""),
    enabled: connection !== null && isOnlyConnection,
  });
  const creatable = objects.data?.filter((object) => object.creatable !== false).length;
  const fields = useQuery({
    ...fieldsQuery(connection?.id ?? "", objectName ?? ""),
    enabled: isChosen,
  });
  const destination = useMemo(
    (): Destination | null =>
      connection && objectName && fields.data ? { connection, objectName, fields: fields.data } : null,
    [connection, objectName, fields.data],
  );
  const failed =
    connections.error !== null ||
    fields.error !== null ||
    (connections.data !== undefined && connection === null);
  const wanted = connectionId !== null && objectName !== null;
  const state = destination ? "ready" : !wanted ? "open" : failed ? "failed" : "reading";
  const isOnlyChoice = isOnlyConnection && creatable === 1;
  return { key: `${connectionId} ${objectName}`, connection, destination, isOnlyChoice, state };
}
