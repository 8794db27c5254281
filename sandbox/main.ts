import { startSandbox } from "./server";

/** A number of 0 or more from the environment; stops with one line when it is something else. */
function numberFrom(name: string, otherwise: number): number {
  const written = process.env[name];
  if (written === undefined || written === "") return otherwise;
  if (/^\d+(\.\d+)?$/.test(written)) return Number(written);
  console.error(`${name} must be a number of 0 or more, not "${written}".`);
  process.exit(1);
}

const port = numberFrom("SANDBOX_PORT", 4010);

try {
  const sandbox = await startSandbox({
    port,
    recordsPerSecond: numberFrom("SANDBOX_RECORDS_PER_SECOND", 40),
    callbackDelayMs: numberFrom("SANDBOX_CALLBACK_DELAY_MS", 1000),
    signatureKey: process.env.SANDBOX_SIGNATURE_KEY || null,
  });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await sandbox.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  console.log(`Sandbox of Open Connectors: ${sandbox.url} (described at ${sandbox.origin}/_sandbox)`);
} catch (error) {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  console.error(taken ? `Port ${port} is taken. Set SANDBOX_PORT to another.` : error);
  process.exit(1);
}
