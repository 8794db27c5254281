import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { SplitPart, Step } from "@/lib/mapping/step";
import { usualPivot } from "@/lib/values/date";
import { Tick } from "./tick";

interface FieldsProps<K extends Step["kind"]> {
  step: Extract<Step, { kind: K }>;
  onChange: (step: Step) => void;
}

function Choice<V extends string>(props: {
  label: string;
  value: V;
  options: readonly (readonly [value: V, label: string])[];
  onChange: (value: V) => void;
}) {
  const { label, value, options, onChange } = props;
  return (
    <div className="w-44">
      <Select
        label={label}
        value={value}
        onChange={(chosen) => {
          const found = options.find(([one]) => one === chosen);
          if (found) onChange(found[0]);
        }}
        options={options.map(([one, words]) => ({ value: one, label: words }))}
      />
    </div>
  );
}

function Text(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null;
  narrow?: boolean;
}) {
  const { label, value, onChange, error, narrow } = props;
  return (
    <div className={narrow ? "w-24" : "w-44"}>
      <TextField
        label={label}
        value={value}
        error={error}
        raw
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

/** What can be chosen of a change. */
export function StepFields({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  switch (step.kind) {
    case "trim":
      return (
        <Tick checked={step.inside} onChange={(inside) => onChange({ ...step, inside })}>
          Doubled ones inside too
        </Tick>
      );
    case "case":
      return (
        <Choice
          label="Letters"
          value={step.to}
          onChange={(to) => onChange({ ...step, to })}
          options={[
            ["upper", "CAPITAL LETTERS"],
            ["lower", "small letters"],
            ["title", "Capital First Letters"],
            ["sentence", "Capital at the beginning"],
          ]}
        />
      );
    case "number":
      return <NumberFields step={step} onChange={onChange} />;
    case "date":
      return <DateFields step={step} onChange={onChange} />;
    case "split":
      return <SplitFields step={step} onChange={onChange} />;
    case "replace":
      return <ReplaceFields step={step} onChange={onChange} />;
    case "pad":
      return <PadFields step={step} onChange={onChange} />;
    case "default":
      return <Text label="Value" value={step.value} onChange={(value) => onChange({ ...step, value })} />;
    case "fill_above":
      return (
        <p className="text-12 text-ink-2">
          In the order of the file. Excluded rows give their value too; totals do not.
        </p>
      );
  }
}

function NumberFields({ step, onChange }: FieldsProps<"number">) {
  const { read, percent } = step;
  return (
    <>
      <Choice
        label="Decimal sign"
        value={read.decimal}
        onChange={(decimal) => onChange({ ...step, read: { ...read, decimal } })}
        options={[
          [",", "comma, 1.234,50"],
          [".", "point, 1,234.50"],
        ]}
      />
      <Choice
        label="CR and DR"
        value={read.credit ?? "none"}
        onChange={(credit) =>
          onChange({ ...step, read: { ...read, credit: credit === "none" ? null : credit } })
        }
        options={[
          ["none", "not read"],
          ["negative", "CR is negative"],
          ["positive", "CR is positive"],
        ]}
      />
      <Choice
        label="Percentages"
        value={percent}
        onChange={(chosen) => onChange({ ...step, percent: chosen })}
        options={[
          ["keep", "12.5 % is 12.5"],
          ["fraction", "12.5 % is 0.125"],
        ]}
      />
    </>
  );
}

function DateFields({ step, onChange }: FieldsProps<"date">) {
  const { read, write } = step;
  const value = read.order === "serial" ? (`${read.system}` as const) : read.order;
  return (
    <>
      <Choice
        label="Written in the file"
        value={value}
        onChange={(chosen) =>
          onChange({
            ...step,
            read:
              chosen === "dmy" || chosen === "mdy"
                ? { order: chosen, pivot: usualPivot }
                : { order: "serial", system: chosen === "1900" ? 1900 : 1904 },
          })
        }
        options={[
          ["dmy", "day first"],
          ["mdy", "month first"],
          ["1900", "days since 1900"],
          ["1904", "days since 1904"],
        ]}
      />
      <p className="self-end pb-1.75 text-12 text-ink-2">
        written as <span className="raw">{write ?? "yyyy-MM-dd"}</span>; years first and month names are read
        too
      </p>
    </>
  );
}

const parts: readonly (readonly [string, string])[] = [
  ["first", "the first"],
  ["2", "the second"],
  ["3", "the third"],
  ["4", "the fourth"],
  ["last", "the last"],
  ["rest", "all but the first"],
];

const partOf = (value: string): SplitPart =>
  value === "first" || value === "last" || value === "rest" ? value : Number(value);

function SplitFields({ step, onChange }: FieldsProps<"split">) {
  const known = parts.some(([value]) => value === String(step.take));
  const options = known ? parts : [...parts, [String(step.take), `part ${step.take}`] as const];
  return (
    <>
      <Text
        label="Divided by"
        value={step.by}
        error={step.by === "" ? "A text is needed." : null}
        onChange={(by) => onChange({ ...step, by })}
        narrow
      />
      <Choice
        label="Part"
        value={String(step.take)}
        onChange={(take) => onChange({ ...step, take: partOf(take) })}
        options={options}
      />
      <Choice
        label="Where there is none"
        value={step.missing}
        onChange={(missing) => onChange({ ...step, missing })}
        options={[
          ["stop", "hold the row back"],
          ["blank", "leave it blank"],
        ]}
      />
    </>
  );
}

function ReplaceFields({ step, onChange }: FieldsProps<"replace">) {
  return (
    <>
      <Text
        label="Find"
        value={step.find}
        error={step.find === "" ? "A text is needed." : null}
        onChange={(find) => onChange({ ...step, find })}
      />
      <Text label="Replace by" value={step.by} onChange={(by) => onChange({ ...step, by })} />
      <span className="flex items-end gap-3 self-end pb-0.5">
        <Tick checked={step.matchCase} onChange={(matchCase) => onChange({ ...step, matchCase })}>
          Same case
        </Tick>
        <Tick checked={step.wholeCell} onChange={(wholeCell) => onChange({ ...step, wholeCell })}>
          Whole cell
        </Tick>
      </span>
    </>
  );
}

function PadFields({ step, onChange }: FieldsProps<"pad">) {
  const setLength = (text: string) => {
    const length = Number(text);
    if (Number.isInteger(length) && length >= 1 && length <= 1000) onChange({ ...step, length });
  };
  const setSign = (text: string) => {
    const sign = [...text].at(-1);
    if (sign !== undefined) onChange({ ...step, with: sign });
  };
  return (
    <>
      <Text label="Characters" value={String(step.length)} onChange={setLength} narrow />
      <Text label="Filled with" value={step.with} onChange={setSign} narrow />
      <Choice
        label="Where"
        value={step.side}
        onChange={(side) => onChange({ ...step, side })}
        options={[
          ["start", "in front"],
          ["end", "behind"],
        ]}
      />
    </>
  );
}
