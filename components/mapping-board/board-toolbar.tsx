import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Eraser,
  Search,
  TriangleAlert,
  WandSparkles,
} from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { FilterBar } from "@/components/ui/filter-bar";
import { TextField } from "@/components/ui/text-field";
import type { Field } from "@/lib/api-contract/connections";
import type { Mapping } from "@/lib/mapping/mapping";
import { number } from "@/lib/wording/counts";
import { type BoardFilter, type BoardRow, columnCounts, requiredCount } from "./board-rows";

/** Fewer columns are found by looking. */
const searchFrom = 30;

/** What there is of each kind; each number shows its lines. */
export function BoardToolbar(props: {
  rows: readonly BoardRow[];
  fields: readonly Field[];
  mapping: Mapping;
  filter: BoardFilter;
  onFilter: (filter: BoardFilter) => void;
  /** What is looked for among the columns. */
  search: string;
  onSearch: (text: string) => void;
  onAuto: () => void;
  onClear: () => void;
  /** Before what is done to the whole mapping. */
  aside?: ReactNode;
}) {
  const { rows, fields, mapping, filter, onFilter, search, onSearch, onAuto, onClear, aside } = props;
  const counts = columnCounts(rows);
  const required = requiredCount(fields, mapping);
  const complete = required.fed === required.all;
  return (
    <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-2">
      <FilterBar
        label="Which columns are shown"
        value={filter}
        onChange={onFilter}
        items={[
          { key: "all", label: "All columns", count: counts.all },
          { key: "mapped", label: "Mapped", count: counts.mapped, icon: CircleCheck, tone: "done" },
          { key: "look", label: "To look at", count: counts.look, icon: TriangleAlert, tone: "unsure" },
          {
            key: "unmapped",
            label: "Not mapped",
            count: counts.unmapped,
            icon: CircleDashed,
            tone: "idle",
          },
          { key: "ignored", label: "Ignored", count: counts.ignored },
          {
            key: "required",
            label: `Required, ${number(required.fed)} of ${number(required.all)}`,
            icon: complete ? CircleCheck : CircleAlert,
            tone: complete ? "done" : "failed",
          },
        ]}
      />
      <div className="ml-auto flex flex-wrap justify-end gap-2">
        {counts.all > searchFrom ? <ColumnSearch value={search} onChange={onSearch} /> : null}
        {aside}
        <Button icon={WandSparkles} onClick={onAuto}>
          Auto
        </Button>
        <Button icon={Eraser} onClick={onClear}>
          Clear
        </Button>
      </div>
    </div>
  );
}

function ColumnSearch({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <div className="w-52">
      <TextField
        label="Search columns"
        hideLabel
        type="search"
        value={value}
        placeholder="Search columns"
        onChange={(event) => onChange(event.currentTarget.value)}
        end={value === "" ? <Search className="mr-2.5 size-3.5 text-ink-3" aria-hidden /> : null}
      />
    </div>
  );
}
