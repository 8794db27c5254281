"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { changeConnection, connectionKeys } from "@/lib/api-client/connections";
import type { ConnectionDetail } from "@/lib/api-contract/connection-detail";
import type { Environment } from "@/lib/api-contract/connections";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Radios } from "../ui/radios";
import { TextField } from "../ui/text-field";

const environments = [
  {
    value: "live",
    title: "Live",
    consequence:
      "Real books. Coloured so, and the probe only reads. This is so until somebody says otherwise.",
  },
  {
    value: "test",
    title: "Test",
    consequence: "For trying things out. The probe may create and delete records.",
  },
] as const satisfies readonly { value: Environment; title: string; consequence: string }[];

const remembering = [
  {
    value: "remember",
    title: "Remember",
    consequence:
      "Rows that are sent once more, and values that were refused before, are told before they go. Only fingerprints are kept, no values.",
  },
  {
    value: "forget",
    title: "Forget",
    consequence:
      "Nothing is kept, and what was kept is removed. Neither rows sent twice nor values refused before are noticed.",
  },
] as const;

/** What an administrator calls the connection, and what it writes to. */
export function MarkForm({ connection }: { connection: ConnectionDetail }) {
  const [name, setName] = useState(connection.givenName ?? "");
  const [remembersRows, setRemembersRows] = useState(connection.remembersRows);
  const [environment, setEnvironment] = useState<Environment>(connection.environment);
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      changeConnection(connection.id, {
        name: name.trim() === "" ? null : name.trim(),
        ...(environment === connection.environment ? {} : { environment }),
        ...(remembersRows === connection.remembersRows ? {} : { remembersRows }),
      }),
    onSuccess: (changed) => {
      queries.setQueryData(connectionKeys.detail(connection.id), changed);
      return queries.invalidateQueries({ queryKey: connectionKeys.all, exact: true });
    },
  });
  const isChanged =
    name.trim() !== (connection.givenName ?? "") ||
    environment !== connection.environment ||
    remembersRows !== connection.remembersRows;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending && isChanged) mutate();
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      {error ? (
        <Notice tone="failed" title={error.message} id={requestIdOf(error)}>
          Nothing was changed.
        </Notice>
      ) : null}
      <TextField
        label="Name here"
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        help={`Open Connectors calls it ${connection.upstreamName}. Leave empty to use that.`}
      />
      <Radios legend="It writes to" value={environment} onChange={setEnvironment} options={environments} />
      {connection.keepsRows ? (
        <Radios
          legend="Rows it accepted or refused"
          value={remembersRows ? "remember" : "forget"}
          onChange={(value) => setRemembersRows(value === "remember")}
          options={remembering}
        />
      ) : (
        <p className="text-12 text-ink-2">
          Rows that were accepted or refused are remembered for no connection: this installation is configured
          so.
        </p>
      )}
      <div>
        <Button type="submit" busy={isPending} disabled={!isChanged}>
          Save
        </Button>
      </div>
    </form>
  );
}
