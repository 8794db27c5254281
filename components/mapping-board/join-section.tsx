import { ArrowUp, X } from "lucide-react";
import { Combobox } from "@/components/ui/combobox";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import { columnsOf, type MappingEntry, type Source } from "@/lib/mapping/mapping";
import { useDoors } from "./board-doors";
import { Tick } from "./tick";

type Joined = Extract<Source, { kind: "columns" }>;

function sourceOf(columns: readonly number[], { separator, skipBlanks }: Joined): Source {
  const [first = 0] = columns;
  return columns.length === 1
    ? { kind: "column", column: first }
    : { kind: "columns", columns: [...columns], separator, skipBlanks };
}

/** The columns a field is put together from, in their order. */
export function JoinSection(props: { entry: MappingEntry; onChange: (source: Source) => void }) {
  const { entry, onChange } = props;
  const { columns } = useDoors();
  const { source } = entry;
  const own = columnsOf(source);
  const joined: Joined =
    source.kind === "columns"
      ? source
      : { kind: "columns", columns: [...own], separator: " ", skipBlanks: true };
  const labelOf = (index: number) => columns[index]?.label ?? `Column ${index + 1}`;
  const options = columns
    .filter(({ index }) => !own.includes(index))
    .map(({ index, label, samples }) => ({ value: String(index), label, detail: samples[0] }));
  return (
    <div className="grid gap-2">
      {source.kind === "columns" ? (
        <>
          <ol className="flex flex-wrap gap-1.5" aria-label="Put together from">
            {own.map((column, at) => (
              <li
                key={column}
                className="flex items-center gap-0.5 rounded-2 border border-line-strong bg-surface pl-2.5"
              >
                <span className="font-medium">{labelOf(column)}</span>
                {at > 0 ? (
                  <IconButton
                    name={`${labelOf(column)} earlier`}
                    icon={ArrowUp}
                    size="sm"
                    onClick={() =>
                      onChange(sourceOf(own.toSpliced(at, 1).toSpliced(at - 1, 0, column), joined))
                    }
                  />
                ) : null}
                <IconButton
                  name={`Take ${labelOf(column)} out`}
                  icon={X}
                  size="sm"
                  onClick={() => onChange(sourceOf(own.toSpliced(at, 1), joined))}
                />
              </li>
            ))}
          </ol>
          <div className="flex flex-wrap items-end gap-3">
            <div className="w-32">
              <TextField
                label="Between them"
                value={joined.separator}
                raw
                autoComplete="off"
                onChange={(event) => onChange({ ...joined, separator: event.currentTarget.value })}
              />
            </div>
            <Tick checked={joined.skipBlanks} onChange={(skipBlanks) => onChange({ ...joined, skipBlanks })}>
              Leave blank ones out
            </Tick>
          </div>
        </>
      ) : null}
      <div className="w-64">
        <Combobox
          label="Join with another column"
          value={null}
          onChange={(value) => {
            if (value !== null) onChange({ ...joined, columns: [...own, Number(value)] });
          }}
          options={options}
          placeholder="Choose a column…"
          searchPlaceholder="Search columns"
        />
      </div>
    </div>
  );
}
