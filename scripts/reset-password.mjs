// npm run reset-password -- someone@example.com: prints a one-time link, whether the application runs or not.
import { LaunchError, toPrint } from "./launch/launch-error.mjs";
import { runOnDatabase } from "./setup/run-on-database.mjs";

try {
  const email = process.argv[2];
  if (!email?.includes("@"))
    throw new LaunchError("Say whose: npm run reset-password -- someone@example.com");
  process.exitCode = await runOnDatabase(import.meta.resolve("./setup/reset-password-command.mjs"), [email]);
} catch (error) {
  console.error(toPrint(error));
  process.exitCode = 1;
}
