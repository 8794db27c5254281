// npm run probe -- 425904: asks one connection's service what no documentation answers. docs/probe.md
import { toPrint } from "./launch/launch-error.mjs";
import { runOnDatabase } from "./setup/run-on-database.mjs";

try {
  process.exitCode = await runOnDatabase(
    import.meta.resolve("./setup/probe-command.mjs"),
    process.argv.slice(2),
  );
} catch (error) {
  console.error(toPrint(error));
  process.exitCode = 1;
}
