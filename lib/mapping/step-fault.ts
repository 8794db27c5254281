/** Why a value is not sent: a change could not be made, or a person said that it stops its row. */
export type StepCode =
  | "unread_amount"
  | "unread_date"
  | "missing_part"
  | "nothing_above"
  | "stopped_value"
  | "unmatched_value"
  | "unknown_placeholder";

/** A value that could not be changed as was asked. It is never sent as it was: its row stays here. */
export interface StepFault {
  code: StepCode;
  /** Whole sentences. */
  message: string;
  expected: string;
}

/** What a change comes to. */
export type Changed = string | StepFault;

export type Change = (text: string) => Changed;

export const isText = (changed: Changed): changed is string => typeof changed === "string";
