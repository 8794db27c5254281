import { Radios } from "@/components/ui/radios";
import type { CheckCounts } from "@/lib/checks/issue";
import { count } from "@/lib/wording/counts";

/** What becomes of rows with errors. Rows that cannot be told apart for certain are kept back either way. */
export function PolicyChoice(props: {
  check: CheckCounts;
  place: string;
  value: "keep_errors_back" | "send_all";
  onChange: (value: "keep_errors_back" | "send_all") => void;
}) {
  const { check, place, value, onChange } = props;
  const { withErrors, broken } = check;
  if (withErrors === 0) return null;
  if (broken === withErrors) {
    return (
      <p className="border-t border-line-strong px-4 py-3 text-12 text-ink-2">
        {count(broken, "row")} cannot be read for certain and {broken === 1 ? "is" : "are"} kept back.
      </p>
    );
  }
  const also =
    broken === 0
      ? ""
      : ` ${count(broken, "row")} that cannot be read for certain ${broken === 1 ? "is" : "are"} kept back.`;
  const sent = count(withErrors - broken, "row");
  return (
    <div className="border-t border-line-strong px-4 py-3">
      <Radios
        legend="Rows with errors"
        value={value}
        onChange={onChange}
        options={[
          {
            value: "keep_errors_back",
            title: "Keep them back",
            consequence: `${count(withErrors, "row")} ${withErrors === 1 ? "is" : "are"} kept back.`,
          },
          {
            value: "send_all",
            title: "Send them anyway",
            consequence: `${sent} more; what ${place} refuses is listed with its reason.${also}`,
          },
        ]}
      />
    </div>
  );
}
