import "server-only";
import type { Environment } from "../api-contract/connections";
import type { FamilyRows } from "../api-contract/family";
import type { SubmitJob } from "../api-contract/submit-job";
import type { SeenField } from "../database/job-tables";
import type { UpstreamConnection } from "../open-connectors/connections";
import type { Plan } from "./plan";

/** Who asks for what under which key. */
export interface Submission {
  person: { id: string; name: string };
  idempotencyKey: string;
  body: SubmitJob;
  requestHash: string;
}

export interface Insertion {
  submission: Submission;
  connection: UpstreamConnection;
  place: Place;
  plan: Plan;
  upstreamUrl: string;
  /** The object's fields, as far as the upstream describes them now. */
  fields: { seen: SeenField[]; sha256: string } | null;
  /** Open rows of a family, in the order in which they are sent again. */
  origin?: {
    parentJobId: string;
    rows: FamilyRows;
    reason: string | null;
    /** Rows that may be in the system already are meant too. */
    isMeant: boolean;
  };
}

/** What a connection is called and where it leads to when an import is submitted; kept with the import. */
export interface Place {
  name: string;
  company: string | null;
  environment: Environment;
}
