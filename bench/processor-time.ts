import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK)). */
const tickMs = 10;

interface Usage {
  parent: number;
  /** Of the process itself, all its threads. */
  own: number;
  /** Of those it started that have ended. */
  ended: number;
}

function usageOf(pid: number): Usage | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((at) =>
      Number(fields[at]),
    );
    return { parent, own: (user + system) * tickMs, ended: (endedUser + endedSystem) * tickMs };
  } catch {
    // It has ended since the folder was read.
    return null;
  }
}

/** Milliseconds of processor time so far, of a process and of everything it has started. From /proc: Linux only. */
export function processorTime(pid: number): { own: number; children: number } {
  const usages = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const usage = usageOf(Number(name));
      return usage === null ? [] : [{ pid: Number(name), ...usage }];
    });
  const below = (of: number): number =>
    usages
      .filter(({ parent }) => parent === of)
      .reduce((sum, child) => sum + child.own + child.ended + below(child.pid), 0);
  const self = usages.find((usage) => usage.pid === pid);
  if (self === undefined) throw new Error(`process ${pid} has ended`);
  return { own: self.own, children: self.ended + below(pid) };
}
