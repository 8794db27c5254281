// Run by scripts/probe.mjs, with tsx and the conditions of the server.
import { probe } from "../../lib/probe/probe-command.ts";

try {
  process.exitCode = await probe(process.argv.slice(2), process.env, (line) => console.log(line));
} catch (error) {
  console.error(`The probe could not be run: ${error.message}`);
  process.exitCode = 1;
}
