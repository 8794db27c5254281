"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { fieldsQuery } from "@/lib/api-client/connections";
import type { Connection, Field } from "@/lib/api-contract/connections";
import { count, number } from "@/lib/wording/counts";
import { fieldName, fieldTakes } from "@/lib/wording/fields";
import { objectWords } from "@/lib/wording/objects";
import { blankFile, inOrder } from "./blank-file";
import { matching, NotRead, Pane, PaneSkeleton, SearchLine } from "./pane";

const searchFrom = 13;
const shownValues = 8;

/** The fields of what is loaded, before any file is chosen: required first, what each takes, its allowed values. */
export function FieldList(props: { connection: Connection | null; objectName: string | null }) {
  const { connection, objectName } = props;
  if (!connection || !objectName) {
    return (
      <Pane title="What it takes">
        <Empty sentence="Its fields stand here once you have chosen what to load." />
      </Pane>
    );
  }
  return <Fields connection={connection} objectName={objectName} key={`${connection.id} ${objectName}`} />;
}

function Fields({ connection, objectName }: { connection: Connection; objectName: string }) {
  const { data, error, refetch } = useQuery(fieldsQuery(connection.id, objectName));
  const [typed, setTyped] = useState("");
  const { plural } = objectWords(objectName, connection.connector.key);
  const sorted = inOrder(data ?? []);
  const required = sorted.filter((field) => field.required === true);
  const shown = matching(
    sorted,
    typed,
    (field) => `${fieldName(field)} ${field.path} ${field.description ?? ""}`,
  );
  const note = data ? `${number(required.length)} of ${count(sorted.length, "field")} required` : null;
  const search =
    sorted.length >= searchFrom ? (
      <SearchLine label="Search fields" value={typed} onChange={setTyped} />
    ) : null;
  return (
    <Pane
      title={`What ${plural} take`}
      note={note}
      action={sorted.length > 0 ? <BlankFile fields={sorted} objectName={objectName} /> : null}
      search={search}
      onlyText={shown.length > 0 ? "Fields" : undefined}
    >
      {error ? (
        <NotRead what={`The fields of ${plural}`} error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <PaneSkeleton label={`Reading the fields of ${plural}`} /> : null}
      {data && sorted.length === 0 ? (
        <Empty
          sentence={`${connection.name} lets no field of ${plural} be written. Choose something else to load.`}
        />
      ) : null}
      {shown.length > 0 ? <FieldTable fields={shown} /> : null}
      {sorted.length > 0 && shown.length === 0 ? <Empty sentence="No field of that name." /> : null}
    </Pane>
  );
}

function BlankFile({ fields, objectName }: { fields: readonly Field[]; objectName: string }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([blankFile(fields)], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${objectName}-blank.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button size="sm" icon={Download} onClick={save}>
      Blank file
    </Button>
  );
}

const cell = "border-b border-line py-2 align-top group-last/row:border-b-0";

function FieldTable({ fields }: { fields: readonly Field[] }) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0">
      <caption className="sr-only">Fields</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Takes</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.path} className="group/row">
            <th scope="row" className={`${cell} pr-3 pl-4 text-left font-regular`}>
              <span className="block font-medium wrap-anywhere">{fieldName(field)}</span>
              <span className="raw block text-ink-3 wrap-anywhere">{field.path}</span>
            </th>
            <td className={`${cell} w-[56%] pr-4 text-12 leading-5`}>
              <span className="text-ink-2">{fieldTakes(field)}</span>
              {field.required === true ? <span className="font-medium"> · required</span> : null}
              {field.required === null ? (
                <span className="text-ink-3"> · not known whether required</span>
              ) : null}
              {field.allowedValues && field.allowedValues.length > 0 ? (
                <span className="block text-ink-3 wrap-anywhere">{allowed(field.allowedValues)}</span>
              ) : null}
              {field.description ? (
                <span className="block text-ink-3 wrap-anywhere">{field.description}</span>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function allowed(values: NonNullable<Field["allowedValues"]>): string {
  const shown = values
    .slice(0, shownValues)
    .map(({ value, label }) => (label && label !== value ? `${value} (${label})` : value));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${number(more)} more` : shown.join(", ");
}
