import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { ApiError } from "./api-error";
import { path, request, send } from "./request";
import { onSessionEnded } from "./session-ended";

const schema = z.object({ job: z.object({ id: z.string() }) });

let server: Server;
let base: string;
let seen: { method: string | undefined; headers: IncomingMessage["headers"]; body: string }[];
let answers: ((response: ServerResponse) => void)[];

const json = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};
const notSignedIn = json(401, { title: "Not signed in", status: 401, code: "not_signed_in" });

beforeEach(async () => {
  seen = [];
  answers = [];
  server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    seen.push({ method: incoming.method, headers: incoming.headers, body: Buffer.concat(chunks).toString() });
    answers.shift()?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function failure(work: Promise<unknown>): Promise<ApiError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error("an ApiError was expected", { cause: error });
}

describe("a request to our own API", () => {
  test("gives back what the schema made of the answer", async () => {
    answers = [json(200, { job: { id: "a", more: 1 } })];
    expect(await request(schema, `${base}/api/jobs/a`)).toEqual({ job: { id: "a" } });
  });

  test("sends JSON and says so", async () => {
    answers = [json(202, { job: { id: "a" } })];
    await request(schema, base, {
      method: "POST",
      json: { name: "Zoë" },
      headers: { "idempotency-key": "k" },
    });
    expect(seen[0]?.method).toBe("POST");
    expect(seen[0]?.headers["content-type"]).toBe("application/json");
    expect(seen[0]?.headers["idempotency-key"]).toBe("k");
    expect(seen[0]?.body).toBe('{"name":"Zoë"}');
  });

  test("a problem becomes an error with its detail as words, its code, its id and the job it names", async () => {
    answers = [
      json(409, {
        title: "In conflict with what is there",
        detail: "This file was handed over as import 41.",
        status: 409,
        code: "upload_already_submitted",
        requestId: "r-1",
        jobId: "j-41",
        retryAfter: 3,
      }),
    ];
    const error = await failure(request(schema, base));
    expect(error).toMatchObject({
      status: 409,
      code: "upload_already_submitted",
      message: "This file was handed over as import 41.",
      requestId: "r-1",
      jobId: "j-41",
      retryAfter: 3,
    });
  });

  test("a problem without a detail speaks with its title", async () => {
    answers = [json(503, { title: "Not available now", status: 503, code: "database_away" })];
    expect((await failure(request(schema, base))).message).toBe("Not available now");
  });

  test("a failure that is no problem, as a proxy sends it, still says its status", async () => {
    answers = [
      (response) => response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>"),
    ];
    const error = await failure(request(schema, base));
    expect(error).toMatchObject({ status: 502, code: "unreadable" });
    expect(error.message).toContain("502");
    expect(error.message).not.toContain("<h1>");
  });

  test("an answer of another shape is an error, not a guess", async () => {
    answers = [json(200, { jobs: [] })];
    expect(await failure(request(schema, base))).toMatchObject({ status: 200, code: "unreadable" });
  });

  test("an answer that is not JSON is an error", async () => {
    answers = [(response) => response.writeHead(200).end("<html>")];
    expect((await failure(request(schema, base))).code).toBe("unreadable");
  });

  test("no answer at all is said in words", async () => {
    answers = [(response) => response.destroy()];
    const error = await failure(request(schema, base));
    expect(error).toMatchObject({ status: 0, code: "network" });
    expect(error.message).toMatch(/network/);
  });

  test("an aborted request is not reported as a failure of the network", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(request(schema, base, { signal: controller.signal })).rejects.not.toBeInstanceOf(ApiError);
  });
});

describe("an ended session", () => {
  test("asks to sign in, and then repeats the request with the same body", async () => {
    const stop = onSessionEnded((event) => event.waitFor(Promise.resolve(true)));
    answers = [notSignedIn, json(202, { job: { id: "a" } })];
    expect(await request(schema, base, { method: "POST", json: { n: 1 } })).toEqual({ job: { id: "a" } });
    expect(seen.map((call) => call.body)).toEqual(['{"n":1}', '{"n":1}']);
    stop();
  });

  test("is an error when nobody asks, or the person leaves", async () => {
    answers = [notSignedIn, notSignedIn];
    expect(await failure(request(schema, base))).toMatchObject({ status: 401, code: "not_signed_in" });
    const stop = onSessionEnded((event) => event.waitFor(Promise.resolve(false)));
    expect(await failure(request(schema, base))).toMatchObject({ status: 401 });
    expect(seen).toHaveLength(2);
    stop();
  });

  test("is not asked about again when the second answer is 401 too", async () => {
    let asked = 0;
    const stop = onSessionEnded((event) => {
      asked += 1;
      event.waitFor(Promise.resolve(true));
    });
    answers = [notSignedIn, notSignedIn];
    expect((await failure(request(schema, base))).status).toBe(401);
    expect(asked).toBe(1);
    stop();
  });

  test("wrong credentials at sign-in ask nobody", async () => {
    let asked = 0;
    const stop = onSessionEnded(() => {
      asked += 1;
    });
    answers = [notSignedIn];
    expect((await failure(send(base, { method: "POST", json: {}, withoutSession: true }))).status).toBe(401);
    expect(asked).toBe(0);
    stop();
  });
});

test("a part of a path may hold anything", () => {
  expect(path("/api/connections", "a/b", "objects", "x?y #z")).toBe(
    "/api/connections/a%2Fb/objects/x%3Fy%20%23z",
  );
});
