import { answerCallback } from "./lib/api-server/answer-callback";
import { answerUpload } from "./lib/api-server/answer-upload";
import { env } from "./lib/env";
import { services, startServices, stopServices } from "./lib/services";

/** What scripts/start.mjs calls: the application is loaded by Next, and that is another world. */
const hooks = globalThis as typeof globalThis & {
  __hubloadStop?: () => Promise<void>;
  __hubloadCallback?: (request: Request, attemptId: string) => Promise<Response>;
  __hubloadUpload?: (request: Request) => Promise<Response>;
};

/** A throw in register() would leave a process alive that answers 500: say what is wrong and end. */
export async function boot(): Promise<void> {
  try {
    env();
    await startServices();
    hooks.__hubloadStop = stopServices;
    hooks.__hubloadCallback = (request, attemptId) => answerCallback(services(), request, attemptId);
    hooks.__hubloadUpload = (request) => answerUpload(request, { params: Promise.resolve({}) });
  } catch (error) {
    process.stderr.write(`Hubload cannot start:\n${inLines(error)}\n`);
    process.exit(1);
  }
}

/** @returns one line for each thing that is wrong */
function inLines(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(inLines).join("\n");
  return error instanceof Error ? error.message || error.name : String(error);
}
