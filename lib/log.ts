import "server-only";
import pino from "pino";

export type Log = Pick<pino.Logger, "info" | "warn" | "error">;

const longest = 4_000;

/**
 * One JSON line an event on standard output. Known secrets are taken out by value wherever they appear: a name-based
 * rule misses the one that an error message carries.
 */
export function createLog(secrets: string[]): Log {
  const known = secrets.filter((secret) => secret.length >= 6);
  const clean = (text: string) => known.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: pino.stdSerializers.err } },
    {
      write(line: string) {
        const safe = clean(line);
        process.stdout.write(
          safe.length <= longest
            ? safe
            : `${JSON.stringify({ level: 40, msg: "cut", line: safe.slice(0, longest) })}\n`,
        );
      },
    },
  );
}
