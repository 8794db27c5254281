import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { facetsQuery } from "@/lib/api-client/jobs";
import { jobStatuses } from "@/lib/api-contract/status";
import { capitalised } from "@/lib/wording/counts";
import { jobStateName } from "@/lib/wording/jobs";
import { objectWords } from "@/lib/wording/objects";
import { Combobox } from "../ui/combobox";
import { DayField } from "../ui/day-field";
import { TextField } from "../ui/text-field";
import type { Narrowing, Shown } from "./list-address";

type Narrow = (name: Narrowing, value: string | null) => void;

/** So long nothing is typed before it is looked for. */
const typingMs = 300;

/** The search follows what is typed; going back and forward brings the field along. */
function SearchField({ value, onChange }: { value: string; onChange: (search: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), typingMs);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <TextField
      label="File or id"
      type="search"
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onChange(typed.trim());
      }}
      end={typed === "" ? <Search className="mr-1.5 size-3.5 text-ink-3" aria-hidden /> : null}
    />
  );
}

interface Choice {
  name: Narrowing;
  label: string;
  all: string;
  options: { value: string; label: string }[];
}

/** A value that no import has any more is still named, so that it can be taken back. */
function withChosen(options: Choice["options"], chosen: string | undefined): Choice["options"] {
  const isListed = chosen === undefined || options.some(({ value }) => value === chosen);
  return isListed ? options : [...options, { value: chosen, label: chosen }];
}

/** Narrows the list: by words of the file's name or an id, where to, what, who, state and day. */
export function ListFilters({ shown, narrow }: { shown: Shown; narrow: Narrow }) {
  const { data: facets } = useQuery(facetsQuery());
  const [search] = useState(() => (text: string) => narrow("search", text === "" ? null : text));
  const choices: Choice[] = [
    {
      name: "connection",
      label: "Where",
      all: "Anywhere",
      options: (facets?.connections ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: "object",
      label: "What",
      all: "Anything",
      options: (facets?.objects ?? []).map((name) => ({
        value: name,
        label: capitalised(objectWords(name).plural),
      })),
    },
    {
      name: "person",
      label: "By",
      all: "Anybody",
      options: (facets?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: "status",
      label: "State",
      all: "Any state",
      options: jobStatuses.map((status) => ({ value: status, label: jobStateName(status) })),
    },
  ];
  return (
    <search className="mb-3 grid grid-cols-[repeat(auto-fill,minmax(9.25rem,1fr))] items-end gap-x-2 gap-y-2 lg:grid-cols-[1.4fr_repeat(4,minmax(0,1fr))_repeat(2,minmax(8.25rem,1.05fr))]">
      <SearchField value={shown.search ?? ""} onChange={search} />
      {choices.map(({ name, label, all, options }) => (
        <Combobox
          key={name}
          label={label}
          value={shown[name] ?? null}
          onChange={(value) => narrow(name, value)}
          options={withChosen(options, shown[name])}
          placeholder={all}
          clearLabel={all}
        />
      ))}
      <DayField label="From" value={shown.from} onChange={(day) => narrow("from", day === "" ? null : day)} />
      <DayField label="To" value={shown.to} onChange={(day) => narrow("to", day === "" ? null : day)} />
    </search>
  );
}
