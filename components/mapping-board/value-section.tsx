import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import { distinctBehindSteps } from "@/lib/mapping/distinct-sent";
import { allowedOf, guessValueMap } from "@/lib/mapping/guess-values";
import type { MappingEntry } from "@/lib/mapping/mapping";
import type { ValueMap } from "@/lib/mapping/value-map";
import { fieldName } from "@/lib/wording/fields";
import { ValueTable } from "./value-table";

/** Which value is sent for which, where a column has few enough of them. */
export function ValueSection(props: {
  entry: MappingEntry;
  field: Field;
  facts: ColumnFacts | null;
  onChange: (values: ValueMap | undefined) => void;
}) {
  const { entry, field, facts, onChange } = props;
  const values = facts?.values ?? null;
  const distinct = useMemo(
    () => (values === null ? [] : distinctBehindSteps(entry, values)),
    [entry, values],
  );
  const allowed = useMemo(() => allowedOf(field), [field]);
  const { values: map } = entry;
  if (values === null && map === undefined)
    return facts === null ? null : (
      <p className="text-12 text-ink-3">
        The column has more than 200 different values; they cannot be matched one by one.
      </p>
    );
  if (map === undefined) {
    if (distinct.length === 0) return null;
    const start = (): ValueMap => ({
      ...guessValueMap(
        distinct.map(({ text }) => text),
        allowed ?? [],
      ),
      others: allowed === null ? "as_is" : "stop",
    });
    return (
      <Button size="sm" onClick={() => onChange(start())}>
        {allowed === null
          ? "Send other values instead…"
          : distinct.length === 1
            ? "Match 1 value with those of the field"
            : `Match ${distinct.length} values with those of the field`}
      </Button>
    );
  }
  return (
    <>
      <ValueTable name={fieldName(field)} values={distinct} map={map} allowed={allowed} onChange={onChange} />
      <div className="mt-2">
        <Button size="sm" variant="quiet" onClick={() => onChange(undefined)}>
          Send all values as they are
        </Button>
      </div>
    </>
  );
}
