// Reads files as the program would and prints one line of JSON each:
//   npm run -s read -- FILE… [--settings '{"encoding":"windows-1252","delimiter":";","quote":"\"","headerLine":1}']
// Settings: encoding, delimiter, quote, escape, headerLine, headerRows, firstDataLine, lastDataLine.
//           sheet (of a workbook).
import { once } from "node:events";
import { open, readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { jsonRows } from "../lib/csv/json-rows.ts";
import { madeReading } from "../lib/csv-worker/made-text.ts";
import { isPacked, textFileOf } from "../lib/csv-worker/text-file.ts";

/** What is read of a file on disk, and how; one that cannot be opened says so when its bytes are asked for. */
async function sourceOf(path, settings) {
  try {
    // Whoever opens a pipe waits for its other end.
    if (!(await stat(path)).isFile()) throw new Error("Not a file.");
    const file = await open(path);
    const { size } = await file.stat();
    const slice = async (from, to) => {
      const bytes = new Uint8Array(to - from);
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done);
        if (bytesRead === 0) throw new Error("The file became shorter.");
        done += bytesRead;
      }
      return bytes;
    };
    if (!isPacked(await slice(0, Math.min(8, size))))
      return { size, slice, settings, close: () => file.close() };
    await file.close();
    return await unpacked(path, settings);
  } catch (cause) {
    return { size: 0, slice: () => Promise.reject(cause), settings, close: () => Promise.resolve() };
  }
}

/** What a gzip file or a workbook holds, as the program reads it. */
async function unpacked(path, settings) {
  const given = new File([await readFile(path)], basename(path));
  const chosen = typeof settings.sheet === "string" ? { sheet: settings.sheet } : {};
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const { file, made } = await textFileOf(given, chosen, options);
  return {
    size: file.size,
    slice: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
    remarks: made?.findings ?? [],
    settings: made === undefined ? settings : { ...settings, ...madeReading },
    close: () => Promise.resolve(),
  };
}

/** `null`: they are no JSON object. */
function settingsOf(text) {
  try {
    const settings = JSON.parse(text);
    return typeof settings === "object" && !Array.isArray(settings) ? settings : null;
  } catch {
    // Each file says it.
    return null;
  }
}

function argumentsGiven() {
  try {
    const options = { settings: { type: "string", default: "{}" } };
    const given = parseArgs({ allowPositionals: true, options });
    if (given.positionals.length > 0) return given;
  } catch {
    // Said below.
  }
  console.error("npm run -s read -- FILE… [--settings JSON]");
  process.exit(2);
}

const unusable = { code: "unusable_settings", line: null };
const { values, positionals } = argumentsGiven();
const settings = settingsOf(values.settings);
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
for (const path of positionals) {
  const source = await sourceOf(path, settings ?? {});
  if (settings === null) source.remarks = [unusable, ...(source.remarks ?? [])];
  for await (const piece of jsonRows(path, source, source.settings)) {
    if (piece !== "" && !process.stdout.write(piece)) await once(process.stdout, "drain");
  }
  await source.close();
}
