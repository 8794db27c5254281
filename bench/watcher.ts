import { Agent, get } from "node:http";

/** Somebody who has the page of an import open. */
export interface Watcher {
  /** Whether it is connected. */
  isThere(): boolean;
  /** How often events or answers told of the import. */
  heard(): number;
  stop(): void;
}

interface Watched {
  url: string;
  cookie: string;
  job: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function ask({ url, cookie }: Watched, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(`${url}${path}`, { agent, headers: { cookie } }, (response) => {
      response.resume().once("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${path}: ${response.statusCode}`));
      });
    }).once("error", reject);
  });
}

/** Asks at once or later, so that many who began together do not ask together, and then again and again. */
function repeatedly(everyMs: number, act: () => void): () => void {
  let timer = setTimeout(function again() {
    act();
    timer = setTimeout(again, everyMs);
  }, Math.random() * everyMs);
  return () => clearTimeout(timer);
}

/** Between two questions of a page that gets events. */
const quietMs = 5 * 60_000;

/** As a page that gets events: they tell how the import goes, and now and then it asks all the same (lib/api-client). */
export function watchByEvents(watched: Watched, fail: (error: Error) => void): Watcher {
  let heard = 0;
  let isThere = false;
  let isOver = false;
  const { url, cookie, job } = watched;
  const stream = get(`${url}/api/live?job=${job}`, { headers: { cookie }, agent: false }, (response) => {
    if (response.statusCode !== 200) fail(new Error(`events: ${response.statusCode}`));
    response.setEncoding("utf8").on("data", (text: string) => {
      isThere = true;
      heard += text.split("event: job\n").length - 1;
    });
    response.once("end", () => isOver || fail(new Error("the events ended")));
  });
  stream.on("error", (error) => isOver || fail(error));
  const asks = [
    repeatedly(quietMs, () => ask(watched, `/api/jobs/${job}`).catch(fail)),
    repeatedly(quietMs, () => ask(watched, "/api/notices").catch(fail)),
    repeatedly(quietMs, () => ask(watched, "/api/version").catch(fail)),
  ];
  return {
    isThere: () => isThere,
    heard: () => heard,
    stop() {
      isOver = true;
      stream.destroy();
      for (const stop of asks) stop();
    },
  };
}

/** As a page that gets none: it asks every two seconds. */
export function watchByAsking(watched: Watched, fail: (error: Error) => void): Watcher {
  let heard = 0;
  let isUnderWay = false;
  const stop = repeatedly(2_000, () => {
    // A page does not ask again before it was answered.
    if (isUnderWay) return;
    isUnderWay = true;
    ask(watched, `/api/jobs/${watched.job}`)
      .then(() => {
        heard += 1;
      })
      .catch(fail)
      .finally(() => {
        isUnderWay = false;
      });
  });
  return { isThere: () => true, heard: () => heard, stop };
}
