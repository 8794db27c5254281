import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { CheckCounts } from "@/lib/checks/issue";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { Mapping } from "@/lib/mapping/mapping";
import type { GridActions, GridHistory, GridSource } from "./grid-source";
import type { Tab } from "./views";

export interface CheckViewProps {
  /** Another one after every change of the rows. */
  check: CheckCounts;
  file: FileFacts;
  fields: readonly Field[];
  mapping: Mapping;
  /** What the columns of the file show; `null`: not known yet. */
  facts: readonly ColumnFacts[] | null;
  source: GridSource;
  actions: GridActions;
  history: GridHistory;
  /** Where the records go, such as "Sage 200 UK". */
  place: string;
  policy: "keep_errors_back" | "send_all";
  /** `null`: rows with errors stay here, whatever is wished. */
  onPolicy: ((policy: "keep_errors_back" | "send_all") => void) | null;
  /** The rows shown first. */
  firstTab?: Tab | undefined;
}
