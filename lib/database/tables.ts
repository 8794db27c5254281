import "server-only";
import type { ConnectionHoldsTable, ConnectionsTable, ProbesTable } from "./connection-tables";
import type {
  AttemptsTable,
  AuditEventsTable,
  BatchesTable,
  CallbacksTable,
  CountersTable,
  JobsTable,
  RowBasesTable,
  UnmatchedErrorsTable,
  UploadsTable,
} from "./job-tables";
import type {
  AcceptedRowsTable,
  LayoutsTable,
  PartsToLearnTable,
  PartsToRememberTable,
  ReasonHintsTable,
  RefusalsTable,
  RefusedValuesTable,
} from "./memory-tables";
import type {
  DraftsTable,
  InvitationsTable,
  NoticeSettingsTable,
  NoticesTable,
  UserTable,
} from "./people-tables";
import type {
  CellEditsTable,
  ChildRecordsTable,
  FailureReasonsTable,
  HeldRowsTable,
  LeftRowsTable,
  LookedUpRecordsTable,
  ReadBackRowsTable,
  ReadBacksTable,
  RecordOutcomesTable,
  SettledRowsTable,
  SettlementsTable,
} from "./row-tables";

export interface Tables {
  uploads: UploadsTable;
  jobs: JobsTable;
  batches: BatchesTable;
  attempts: AttemptsTable;
  connection_holds: ConnectionHoldsTable;
  record_outcomes: RecordOutcomesTable;
  failure_reasons: FailureReasonsTable;
  row_bases: RowBasesTable;
  connections: ConnectionsTable;
  probes: ProbesTable;
  looked_up_records: LookedUpRecordsTable;
  child_records: ChildRecordsTable;
  read_backs: ReadBacksTable;
  read_back_rows: ReadBackRowsTable;
  settlements: SettlementsTable;
  settled_rows: SettledRowsTable;
  left_rows: LeftRowsTable;
  unmatched_errors: UnmatchedErrorsTable;
  held_rows: HeldRowsTable;
  audit_events: AuditEventsTable;
  cell_edits: CellEditsTable;
  accepted_rows: AcceptedRowsTable;
  parts_to_remember: PartsToRememberTable;
  refusals: RefusalsTable;
  refused_values: RefusedValuesTable;
  reason_hints: ReasonHintsTable;
  parts_to_learn: PartsToLearnTable;
  callbacks: CallbacksTable;
  notices: NoticesTable;
  notice_settings: NoticeSettingsTable;
  layouts: LayoutsTable;
  drafts: DraftsTable;
  invitations: InvitationsTable;
  counters: CountersTable;
  user: UserTable;
}
