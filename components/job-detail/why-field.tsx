import type { ReactNode } from "react";
import { TextField } from "../ui/text-field";

interface WhyFieldProps {
  /** Where the reason can be read afterwards. */
  help?: string;
  value: string;
  onChange: (reason: string) => void;
  /** The button that does it. */
  children: ReactNode;
}

/** A decision's reason, with the button beside it: what one person settles, others read later. */
export function WhyField({
  help = "Stands in the import's history with your name.",
  value,
  onChange,
  children,
}: WhyFieldProps) {
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="min-w-72 flex-1">
        <TextField
          label="Why"
          help={help}
          value={value}
          maxLength={1_000}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <div className="pb-5.5">{children}</div>
    </div>
  );
}
