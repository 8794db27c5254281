import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "undici";
import { browserAtHand } from "../scripts/browser.mjs";

interface Reply {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/** The protocol browsers are examined by: one question, one answer. */
class Wire {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply;
      this.#waiting.get(reply.id ?? 0)?.(reply);
      this.#waiting.delete(reply.id ?? 0);
    });
  }

  static async open(url: string): Promise<Wire> {
    const socket = new WebSocket(url);
    await once(socket, "open");
    return new Wire(socket);
  }

  async ask<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    this.#last += 1;
    const id = this.#last;
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(
      JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }),
    );
    const { result, error } = await reply;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }

  close(): void {
    this.#socket.close();
  }
}

export interface BarePage {
  /** The value of an expression; a promise is waited for. @throws Error with what it threw */
  evaluate<T>(expression: string): Promise<T>;
  /** Until the expression is true. @throws Error after so many seconds */
  until(expression: string, seconds: number): Promise<void>;
  goTo(url: string): Promise<void>;
  /** A file of the system over the middle of the page, let go there: what a person's hand does. */
  drop(file: string): Promise<void>;
}

export interface BareBrowser {
  version: string;
  /** Ids of the processes of a kind. */
  processes(type: "browser" | "renderer"): Promise<number[]>;
  /** @param script runs in the page before its own */
  openPage(cookies: readonly object[], script: string): Promise<BarePage>;
  close(): Promise<void>;
}

/**
 * A browser that nobody looks into more than is asked of it here. One whose network is watched, as Playwright does, copies
 * each body that is sent several times over, on the page's thread.
 */
export async function openBareBrowser(): Promise<BareBrowser> {
  const program = browserAtHand();
  if (program === undefined) throw new Error("There is no Chromium; set CHROMIUM_PATH.");
  const profile = mkdtempSync(path.join(tmpdir(), "hubload-browser-"));
  const args = [
    "--headless",
    "--window-size=1440,900",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    "--no-first-run",
  ];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const child = spawn(program, [...args, "about:blank"], { stdio: "ignore" });
  const wire = await Wire.open(await addressIn(profile, child));
  const { product } = await wire.ask<{ product: string }>("Browser.getVersion");
  return {
    version: product,
    async processes(type) {
      const { processInfo } = await wire.ask<{ processInfo: { type: string; id: number }[] }>(
        "SystemInfo.getProcessInfo",
      );
      return processInfo.filter((info) => info.type === type).map(({ id }) => id);
    },
    async openPage(cookies, script) {
      await wire.ask("Storage.setCookies", { cookies });
      const { targetId } = await wire.ask<{ targetId: string }>("Target.createTarget", {
        url: "about:blank",
      });
      const attached = { targetId, flatten: true };
      const { sessionId } = await wire.ask<{ sessionId: string }>("Target.attachToTarget", attached);
      await wire.ask("Page.enable", {}, sessionId);
      await wire.ask("Page.addScriptToEvaluateOnNewDocument", { source: script }, sessionId);
      return pageOf(wire, sessionId);
    },
    async close() {
      const ended = once(child, "exit");
      // It may be gone before it answers.
      await Promise.race([wire.ask("Browser.close"), ended]);
      await ended;
      wire.close();
      // The last of its processes may still be writing.
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    },
  };
}

/** The browser writes where it listens into its profile. */
async function addressIn(profile: string, child: ChildProcess): Promise<string> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The browser ended with ${child.exitCode}`);
    const written = path.join(profile, "DevToolsActivePort");
    const [, port, name] =
      /^(\d+)\n(\/\S+)/.exec(existsSync(written) ? readFileSync(written, "utf8") : "") ?? [];
    if (name !== undefined) return `ws://127.0.0.1:${port}${name}`;
    await pause(50);
  }
}

function pageOf(wire: Wire, sessionId: string): BarePage {
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await wire.ask<{
      result: { value: T };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }>("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }, sessionId);
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  return {
    evaluate,
    async until(expression, seconds) {
      const end = performance.now() + seconds * 1000;
      while (!(await evaluate<boolean>(`Boolean(${expression})`))) {
        if (performance.now() > end)
          throw new Error(
            `After ${seconds} s not so: ${expression}\n${await evaluate("document.body.innerText")}`,
          );
        await pause(100);
      }
    },
    async goTo(url) {
      await wire.ask("Page.navigate", { url }, sessionId);
    },
    async drop(file) {
      const data = { items: [], files: [file], dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"])
        await wire.ask("Input.dispatchDragEvent", { type, x: 720, y: 450, data }, sessionId);
    },
  };
}
