import { useId } from "react";
import { TextField } from "./text-field";

/** A day of the calendar, as "2026-11-03"; empty when none is chosen. */
export function DayField(props: {
  label: string;
  value: string | undefined;
  onChange: (day: string) => void;
}) {
  const { label, value, onChange } = props;
  const id = useId();
  return (
    <TextField
      id={id}
      label={label}
      type="date"
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
