/** A choice that is on or off, with its words beside it. */
export function Tick(props: { checked: boolean; onChange: (checked: boolean) => void; children: string }) {
  return (
    <label className="inline-flex min-h-(--control-sm) items-center gap-1.5 text-12">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        className="size-3.5 accent-(--accent)"
      />
      {props.children}
    </label>
  );
}
