import "server-only";
import { write as writeTo } from "node:fs";
import pino from "pino";

export type Log = Pick<pino.Logger, "info" | "warn" | "error">;

/** Takes whole lines. */
interface LogSink {
  write(line: string): void;
}

const longest = 4_000;

/**
 * One JSON line an event. Known secrets are taken out by value wherever they appear: a name-based rule misses the one that
 * an error message carries.
 */
export function createLog(secrets: string[], sink: LogSink = createSink(standardOutput)): Log {
  const known = secrets.filter((secret) => secret.length >= 6);
  const clean = (text: string) => known.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: pino.stdSerializers.err } },
    {
      write(line: string) {
        const safe = clean(line);
        sink.write(
          safe.length <= longest
            ? safe
            : `${JSON.stringify({ level: 40, msg: "cut", line: safe.slice(0, longest) })}\n`,
        );
      },
    },
  );
}

const standardOutput = 1;
/** What waits to be written while nobody reads it. */
const mostWaitingBytes = 1024 ** 2;
const againAfterMs = 100;

/**
 * Writes in a thread of its own, one piece after the other. Node's own stream writes to a pipe before it returns: a reader
 * that stands still would hold up the whole program. What does not fit is left out, and how many lines that were is said
 * when it goes on; a disk that is full or a reader that is gone costs lines, nothing else.
 */
export function createSink(fd: number): LogSink {
  let waiting: string[] = [];
  let waitingBytes = 0;
  let lost = 0;
  let isWriting = false;

  function next(rest: Buffer): void {
    if (rest.length === 0) {
      isWriting = waiting.length > 0;
      const piece = Buffer.from(waiting.join(""));
      waiting = [];
      waitingBytes = 0;
      if (isWriting) next(piece);
      return;
    }
    writeTo(fd, rest, (error, written) => {
      if (error?.code === "EAGAIN") setTimeout(next, againAfterMs, rest).unref();
      else next(error ? Buffer.alloc(0) : rest.subarray(written));
    });
  }

  return {
    write(line) {
      if (waitingBytes > mostWaitingBytes) {
        lost += 1;
        return;
      }
      if (lost > 0)
        waiting.push(`${JSON.stringify({ level: 40, msg: "lines were not written", lines: lost })}\n`);
      lost = 0;
      waiting.push(line);
      waitingBytes += Buffer.byteLength(line);
      if (isWriting) return;
      isWriting = true;
      next(Buffer.alloc(0));
    },
  };
}
