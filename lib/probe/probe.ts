import "server-only";
import type { Database } from "../database/database";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import type { ProbeHook } from "./follow-upload";
import { makePlan, type ProbePlan, type ProbeRequest } from "./plan";
import { type ProbeReport, runProbe } from "./run-probe";
import { beginProbe, endProbe, lastProbe, type StoredProbe } from "./store";

/** Asks one account's service what no documentation answers. */
export interface Probe {
  /** What a run would do; calls nothing that changes anything. @throws UpstreamError */
  plan(request: ProbeRequest): Promise<ProbePlan>;
  /** Does it, deletes what it created, and keeps the answers. */
  run(plan: ProbePlan): Promise<ProbeReport>;
  last(connectionId: string): Promise<StoredProbe | undefined>;
}

const usualPace = { firstMs: 500, longestMs: 5_000, patienceMs: 180_000 };

export function createProbe(options: {
  database: Database;
  openConnectors: OpenConnectors;
  /** Listens for callbacks; without one the question about them stays open. */
  hook?: ProbeHook;
  publicUrl: URL;
  pace?: Partial<typeof usualPace>;
}): Probe {
  const { database, openConnectors, hook, publicUrl } = options;
  const silent: ProbeHook = {
    url: (attemptId) => new URL(`/api/callbacks/bulk/${attemptId}`, publicUrl).href,
    received: async () => undefined,
  };
  const context = {
    openConnectors,
    hook: hook ?? silent,
    listens: hook !== undefined,
    pace: { ...usualPace, ...options.pace },
  };
  return {
    plan: (request) => makePlan(openConnectors, request),
    async run(plan) {
      const connectionId = plan.connection.id;
      const objectName = plan.creates?.subject.objectName ?? null;
      const id = await beginProbe(database, { connectionId, objectName, mark: plan.creates?.mark ?? null });
      const report = await runProbe(context, plan);
      await endProbe(database, { id, connectionId }, report);
      return report;
    },
    last: (connectionId) => lastProbe(database, connectionId),
  };
}
