import type { BulkJobs } from "./bulk/bulk-jobs";
import type { Transfer } from "./bulk/transfer";
import type { Clock } from "./clock";
import type { Connection } from "./connections";
import type { Dice } from "./control/dice";
import type { Rules } from "./control/rules";
import type { Ledger } from "./ledger";
import type { RequestCounts } from "./request-counts";
import type { Work } from "./work";

export interface Settings {
  /** Usual speed of a bulk job; 0 is as fast as it goes. */
  recordsPerSecond: number;
  /** How long after a job's end its callback is sent. */
  callbackDelayMs: number;
  /** Signs callbacks when given. */
  signatureKey: string | null;
  /** Files of ended jobs are kept until they are more than this together; the oldest go first. */
  keepFileBytes: number;
}

/** Where calls come in. */
export interface Listener {
  /** Ends all connections and takes no new ones for so long. */
  refuseFor(ms: number): void;
}

/** Everything the sandbox holds while it runs. */
export interface World {
  settings: Settings;
  /** Base address with `/elements/api-v2`. */
  url: string;
  /** Where uploads and records are kept; removed at the end. */
  directory: string;
  user: string;
  organization: string;
  connections: Connection[];
  jobs: BulkJobs;
  /** Transfers of bulk workflows, oldest first. */
  transfers: Transfer[];
  /** Asynchronous calls so far; each is an event with a number. */
  eventsDispatched: number;
  ledger: Ledger;
  rules: Rules;
  /** Faults by chance, when some were asked for. */
  dice: Dice | null;
  clock: Clock;
  listener: Listener;
  /** What `GET /instances` answers when there is no connection at all: 404, or an empty list. */
  emptyInstances: 404 | 200;
  requests: RequestCounts;
  work: Work;
  /** Fires when the sandbox stops. */
  stopping: AbortSignal;
}
