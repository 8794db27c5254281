import type { ReactNode } from "react";

/** A choice that is on or off. */
export function CheckBox(props: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className="inline-flex cursor-pointer items-center gap-1.5 whitespace-nowrap">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
        className="size-3.5 accent-(--accent)"
      />
      {props.children}
    </label>
  );
}
