import "server-only";
import type { ProbeState } from "../api-contract/probe";
import type { ProbePlan, ProbeRequest } from "./plan";
import type { Probe } from "./probe";

/** Why a run was not begun. Nothing was changed. */
export class ProbeError extends Error {
  override readonly name = "ProbeError";
  readonly code: "probe_running" | "plan_changed";

  constructor(code: ProbeError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Runs of the probe that go on behind the pages. */
export interface ProbeRuns {
  /** @throws UpstreamError */
  plan(request: ProbeRequest): Promise<ProbePlan>;
  /**
   * Begins a run; it goes on after this has answered.
   * @param creates what the person agreed to: a run that would do something else is not begun
   * @throws ProbeError, UpstreamError
   */
  start(request: ProbeRequest & { creates: boolean }): Promise<void>;
  state(connectionId: string): Promise<ProbeState>;
}

export function createProbeRuns(
  probe: Probe,
  log: { error(facts: object, message: string): void },
): ProbeRuns {
  const running = new Map<string, Date>();
  return {
    plan: probe.plan,
    async start({ creates, ...request }) {
      const { connectionId } = request;
      if (running.has(connectionId))
        throw new ProbeError("probe_running", "The probe is running on this connection already.");
      running.set(connectionId, new Date());
      const end = () => running.delete(connectionId);
      try {
        const plan = await probe.plan(request);
        if ((plan.creates !== null) !== creates)
          throw new ProbeError("plan_changed", `Nothing was done. ${plan.says.join(" ")}`);
        probe
          .run(plan)
          .catch((error: unknown) => log.error({ error, connectionId }, "the probe failed"))
          .finally(end);
      } catch (error) {
        end();
        throw error;
      }
    },
    async state(connectionId) {
      const since = running.get(connectionId);
      const last = await probe.last(connectionId);
      const isCutOff = last?.answers === null && since === undefined;
      return {
        runningSince: since?.toISOString() ?? null,
        last:
          last && (last.answers !== null || isCutOff)
            ? {
                at: last.at.toISOString(),
                objectName: last.objectName,
                answers: last.answers,
                problems: isCutOff ? [cutOffWords(last.objectName, last.mark)] : last.problems,
              }
            : null,
      };
    },
  };
}

/** What to do about a run that Hubload did not see the end of. */
function cutOffWords(objectName: string | null, mark: string | null): string {
  if (objectName === null || mark === null) return "Hubload ended in the middle of this run.";
  return `Hubload ended in the middle of this run: records of “${objectName}” whose values begin with “${mark}” may still be there. Look for them and delete them.`;
}
