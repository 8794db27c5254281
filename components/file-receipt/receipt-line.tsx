import { type ReactNode, useId } from "react";

/** One line of the receipt: what, its value, and the way to change it. `evidence` says why it was read so. */
export function ReceiptLine(props: {
  name: string;
  children: ReactNode;
  evidence?: string | undefined;
  onChange?: (() => void) | undefined;
  /** What the way to change it says. */
  changeWords?: string | undefined;
}) {
  const { name, children, evidence, onChange, changeWords = "change" } = props;
  const id = useId();
  return (
    <div className="grid grid-cols-[6.75rem_minmax(0,1fr)_auto] items-baseline gap-x-2 border-b border-line py-1.75 last:border-b-0">
      <dt id={id} className="text-ink-3">
        {name}
      </dt>
      <dd className="min-w-0 font-medium">
        <div className="wrap-anywhere">{children}</div>
      </dd>
      {onChange ? (
        <dd>
          <button
            type="button"
            onClick={onChange}
            aria-describedby={id}
            className="rounded-1 text-12 font-medium text-accent-text underline-offset-2 hover:underline"
          >
            {changeWords}
          </button>
        </dd>
      ) : null}
      {evidence ? <dd className="col-span-2 col-start-2 text-12 text-ink-3">{evidence}</dd> : null}
    </div>
  );
}
