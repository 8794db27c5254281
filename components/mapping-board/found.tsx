import type { ReactNode } from "react";
import { StateWord } from "@/components/ui/state-word";
import type { Field } from "@/lib/api-contract/connections";
import type { Column } from "@/lib/csv/file-facts";
import { count, number } from "@/lib/wording/counts";

/** What the column's values look like against what the field takes. */
export function Found({ column, field, rows }: { column: Column; field: Field | null; rows: number }) {
  if (column.filled === 0) return <Quiet>every row is empty</Quiet>;
  if (!field) return <Quiet>{null}</Quiet>;
  if (field.required === true && column.filled < rows) {
    return (
      <StateWord state="warning" small>
        empty in {count(rows - column.filled, "row")}
      </StateWord>
    );
  }
  if (field.maxLength !== undefined && column.maxLength > field.maxLength) {
    return (
      <StateWord state="warning" small>
        longest is {number(column.maxLength)}
      </StateWord>
    );
  }
  const isText = field.type === "string" || field.type === "unknown";
  return <Quiet>{isText ? `longest is ${number(column.maxLength)}` : null}</Quiet>;
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="figures text-12 text-ink-3">{children}</span>;
}
