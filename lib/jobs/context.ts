import "server-only";
import type { Database } from "../database/database";
import type { UpstreamConnection } from "../open-connectors/connections";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import type { Uploads } from "../uploads/uploads";
import type { Place } from "./insertion";
import type { Pace } from "./pace";

/** A logger in the shape of pino's. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What the parts of the engine work with. */
export interface Context {
  database: Database;
  uploads: Pick<Uploads, "get" | "pathOf" | "sweep" | "compose">;
  openConnectors: Pick<
    OpenConnectors,
    | "connection"
    | "objects"
    | "fields"
    | "facts"
    | "sendBulk"
    | "bulkStatus"
    | "bulkErrors"
    | "bulkJobs"
    | "findRecords"
    | "cancelBulk"
  >;
  /** How a connection is called here, its company, and whether it is live; without it, as the upstream lists it. */
  placeOf?: (connection: UpstreamConnection) => Promise<Place>;
  /** Where `openConnectors` calls: origin and path. */
  upstreamUrl: string;
  publicUrl: URL;
  log: Log;
  pace: Pace;
}
