import { Radios } from "@/components/ui/radios";
import { count } from "@/lib/wording/counts";
import type { SendCounts } from "./sending";

export type SendPolicy = "keep_errors_back" | "all_or_nothing" | "send_all";

/** What becomes of rows with errors; nothing is asked where there are none. */
export function PolicyRadios(props: {
  counts: SendCounts;
  place: string;
  value: SendPolicy;
  onChange: (value: SendPolicy) => void;
}) {
  const { counts, place, value, onChange } = props;
  const { withErrors, broken, ready } = counts;
  if (withErrors === 0) return null;
  const options = [
    {
      value: "keep_errors_back" as const,
      title: `Send the ${count(ready, "row")} that ${ready === 1 ? "is" : "are"} ready`,
      consequence: `${count(withErrors, "row")} with errors ${withErrors === 1 ? "stays" : "stay"} here, with the import.`,
    },
    {
      value: "all_or_nothing" as const,
      title: "All or nothing",
      consequence: "Nothing is sent while a row has errors.",
    },
    {
      value: "send_all" as const,
      title: "Send rows with errors too",
      consequence: `What ${place} refuses is listed with its reason.${broken > 0 ? ` ${count(broken, "row")} that cannot be read for certain ${broken === 1 ? "stays" : "stay"} here.` : ""}`,
    },
  ];
  // Where no row with errors can be sent there is nothing to choose there.
  const offered = options.filter(({ value }) => value !== "send_all" || withErrors > broken);
  return <Radios legend="Rows with errors" value={value} onChange={onChange} options={offered} />;
}
