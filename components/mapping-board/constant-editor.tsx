import { useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { Field } from "@/lib/api-contract/connections";
import { placeholders } from "@/lib/mapping/placeholders";
import { fieldName } from "@/lib/wording/fields";
import { valueFault } from "./constant-value";

const meaning: Readonly<Record<(typeof placeholders)[number], string>> = {
  import: "a name of this import",
  file: "the file’s name",
  row: "the row’s number",
  today: "today’s date",
  user: "your name",
};

/** A value that is the same in every row, but for what its placeholders stand for. */
export function ConstantEditor(props: { value: string; field: Field; onChange: (value: string) => void }) {
  const { value, field, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const label = `Value of ${fieldName(field)} for every row`;
  if (field.allowedValues && field.allowedValues.length > 0)
    return (
      <div className="w-72">
        <Select
          label={label}
          hideLabel
          value={value}
          onChange={onChange}
          options={field.allowedValues.map((allowed) => ({
            value: allowed.value,
            label: allowed.label ?? allowed.value,
            detail: allowed.label ? allowed.value : undefined,
          }))}
        />
      </div>
    );
  const insert = (text: string) => {
    const at = input.current?.selectionStart ?? value.length;
    onChange(value.slice(0, at) + text + value.slice(input.current?.selectionEnd ?? at));
    input.current?.focus();
  };
  return (
    <div className="grid gap-2">
      <div className="max-w-120">
        <TextField
          ref={input}
          label={label}
          hideLabel
          value={value}
          raw
          autoComplete="off"
          error={valueFault(value, field)}
          aria-describedby={hint}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <p id={hint} className="sr-only">
        Placeholders in braces are filled in, in each row.
      </p>
      <div className="flex flex-wrap gap-1.5">
        {placeholders.map((name) => (
          <Button key={name} size="sm" variant="quiet" onClick={() => insert(`{${name}}`)}>
            <span className="raw">{`{${name}}`}</span> <span className="text-ink-3">{meaning[name]}</span>
          </Button>
        ))}
      </div>
    </div>
  );
}
