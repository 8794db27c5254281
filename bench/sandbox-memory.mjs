// Sends a million records through a sandbox of its own, searches them, and tells the most memory that the sandbox held.
//
//   node bench/sandbox-memory.mjs [records] [connection] [object]

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";

const records = Number(process.argv[2] ?? 1_000_000);
const key = process.argv[3] ?? "sage200";
const object = process.argv[4] ?? "customers";
const rows = {
  sage200: [
    "reference,name,credit_limit,website",
    (n) => `N${n},Company ${n},${n % 1000},https://example.com/${n}`,
  ],
  freshbooks: [
    "first_name,last_name,email,organization",
    (n) => `Jane,Doe ${n},jane.${n}@example.com,Acme ${n}`,
  ],
};
const [header, row] = rows[key];

function* lines() {
  yield '--b\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\nContent-Type: text/csv\r\n\r\n';
  yield `${header}\n`;
  for (let from = 0; from < records; from += 1000) {
    yield Array.from({ length: Math.min(1000, records - from) }, (_, at) => `${row(from + at)}\n`).join("");
  }
  yield "\r\n--b--\r\n";
}

const sandbox = spawn(process.execPath, ["--import", "tsx", "sandbox/main.ts"], {
  env: { ...process.env, SANDBOX_PORT: "0", SANDBOX_RECORDS_PER_SECOND: "0" },
  stdio: ["ignore", "pipe", "inherit"],
});
const [said] = await once(sandbox.stdout, "data");
const origin = /described at (\S+)\/_sandbox/.exec(String(said))[1];
const { url, user, connections } = await (await fetch(`${origin}/_sandbox`)).json();
const { token } = connections.find((each) => each.key === key);
const headers = { Authorization: `Element ${token}, User ${user}` };
const ask = async (path) => (await fetch(url + path, { headers })).json();

/** Peak and present resident memory in MB (Linux). */
function memory() {
  const status = readFileSync(`/proc/${sandbox.pid}/status`, "utf8");
  const of = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024);
  return `peak ${of("VmHWM")} MB, now ${of("VmRSS")} MB`;
}

async function timed(name, work) {
  const startedMs = performance.now();
  const result = await work();
  console.log(`${name}: ${result}; ${((performance.now() - startedMs) / 1000).toFixed(1)} s; ${memory()}`);
}

try {
  console.log(`at the start: ${memory()}`);
  await timed(`${records} records to ${key} ${object}`, async () => {
    const body = Readable.from(lines());
    const type = { "Content-Type": "multipart/form-data; boundary=b" };
    const made = await fetch(`${url}/bulk/${object}`, {
      method: "POST",
      headers: { ...headers, ...type },
      body,
      duplex: "half",
    });
    const { id } = await made.json();
    let status = {};
    while (!status.bulk_finish_time) {
      await new Promise((wake) => setTimeout(wake, 500));
      status = await ask(`/bulk/${id}/status`);
    }
    return `${status.status}, ${status.recordsCount} records, ${status.recordsFailedCount} failed`;
  });
  const search = async (query) => `${(await ask(`/${object}?${query}`)).length} found`;
  const name = header.split(",")[1];
  await timed("a search through all", () =>
    search(`where=${encodeURIComponent(`${name} LIKE '%${records - 1}'`)}`),
  );
  await timed("all in another order", () => search(`orderBy=${encodeURIComponent(`${name} desc`)}`));
} finally {
  sandbox.kill("SIGTERM");
}
