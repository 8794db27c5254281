import { readFileSync } from "node:fs";

/** Of the page's process and of the browser's own, in MB. */
export interface Memory {
  renderer: number;
  browser: number;
}

/** Resident memory of a process in MB; 0 where the system does not say (it is read from /proc). */
function residentMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** How far the processes of the page and of the browser rise above what they are now. */
export class MemoryRise {
  readonly #pids: Readonly<Record<keyof Memory, readonly number[]>>;
  readonly #idle: Memory;
  readonly #clock: NodeJS.Timeout;
  #rise: Memory = { renderer: 0, browser: 0 };

  constructor(pids: Readonly<Record<keyof Memory, readonly number[]>>) {
    this.#pids = pids;
    this.#idle = this.#now();
    this.#clock = setInterval(() => this.#look(), 50);
  }

  #now(): Memory {
    const of = (process: keyof Memory) => Math.max(...this.#pids[process].map(residentMb));
    return { renderer: of("renderer"), browser: of("browser") };
  }

  #look(): void {
    const { renderer, browser } = this.#now();
    const { renderer: before, browser: ofBrowser } = this.#rise;
    this.#rise = {
      renderer: Math.max(before, renderer - this.#idle.renderer),
      browser: Math.max(ofBrowser, browser - this.#idle.browser),
    };
  }

  /** The highest since this was asked last. */
  take(): Memory {
    this.#look();
    const rise = this.#rise;
    this.#rise = { renderer: 0, browser: 0 };
    return rise;
  }

  end(): void {
    clearInterval(this.#clock);
  }
}
