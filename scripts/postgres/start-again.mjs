// Run by keep-running.mjs: the folder of the embedded PostgreSQL, and the address under which the application knows it.
import { startEmbeddedPostgres } from "../embedded-postgres.mjs";
import { LaunchError, toPrint } from "../launch/launch-error.mjs";

const [dataDir, known] = process.argv.slice(2);
try {
  const { url } = await startEmbeddedPostgres({ dataDir });
  if (url !== known)
    throw new LaunchError("The embedded PostgreSQL had to move to another port. Start Hubload again.");
} catch (error) {
  console.error(toPrint(error));
  process.exitCode = 1;
}
