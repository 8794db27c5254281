import "server-only";
import type { Control } from "../api-contract/controls";
import type { Job } from "../api-contract/jobs";
import type { Bench } from "./engine-bench";

/** Who has a say over imports of other people. */
export const ben = { id: "person-2", name: "Ben Ward" };

export const control = (
  { jobs }: Bench,
  { id }: Pick<Job, "id">,
  control: Control,
  hold?: number,
): Promise<Job> => jobs.control(id, { control, hold }, ben);

export const isAt =
  (index: number, status: string) =>
  ({ batches }: Pick<Job, "batches">): boolean =>
    batches[index]?.status === status;

export const statusesOf = ({ batches }: Pick<Job, "batches">): string[] =>
  batches.map(({ status }) => status);

export const kindsOf = ({ events }: Pick<Job, "events">): string[] => events.map(({ kind }) => kind);
