"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Notice } from "@/components/ui/notice";
import { connectionsQuery, objectsQuery } from "@/lib/api-client/connections";
import { ConnectionList } from "./connection-list";
import { FieldList } from "./field-list";
import { ObjectList } from "./object-list";
import { PlaceCard } from "./place-card";

/** Where to, and what is loaded: one screen. What there is only one of is chosen already. */
export function ConnectionPicker(props: {
  connectionId: string | null;
  objectName: string | null;
  onConnection: (id: string) => void;
  onObject: (name: string) => void;
}) {
  const { connectionId, objectName, onConnection, onObject } = props;
  const { data } = useQuery(connectionsQuery());
  const connection = data?.find(({ id, usable }) => id === connectionId && usable) ?? null;
  const only = data?.length === 1 ? data[0] : undefined;
  useEffect(() => {
    if (only?.usable && connectionId === null) onConnection(only.id);
  }, [only, connectionId, onConnection]);
  const { data: objects } = useQuery({
    ...objectsQuery(connection?.id ?? ""),
    enabled: connection !== null,
  });
  const creatable = objects?.filter((object) => object.creatable !== false);
  const onlyObject = creatable?.length === 1 ? creatable[0] : undefined;
  useEffect(() => {
    if (onlyObject && objectName === null) onObject(onlyObject.name);
  }, [onlyObject, objectName, onObject]);
  return (
    <div className="flex h-full min-h-0 flex-col gap-3">
      {data && connectionId !== null && !connection ? (
        <Notice tone="unsure" title="The connection this address names cannot be used.">
          It may have been taken away or switched off. Choose another one.
        </Notice>
      ) : null}
      <div className="grid min-h-0 flex-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.35fr)] lg:grid-rows-[minmax(0,1fr)]">
        <ConnectionList chosen={connection?.id ?? null} onChoose={onConnection} />
        <ObjectList connection={connection} chosen={objectName} onChoose={onObject} />
        <div className="flex max-h-full min-h-0 flex-col gap-3">
          {connection ? <PlaceCard connection={connection} /> : null}
          <FieldList connection={connection} objectName={objectName} />
        </div>
      </div>
    </div>
  );
}
