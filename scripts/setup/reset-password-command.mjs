// Run by scripts/reset-password.mjs, with tsx and the conditions of the server.
import { resetPassword } from "../../lib/auth/reset-password-command.ts";

try {
  const { lines, exitCode } = await resetPassword({
    databaseUrl: process.env.DATABASE_URL,
    publicUrl: process.env.PUBLIC_URL,
    email: process.argv[2],
  });
  for (const line of lines) console.log(line);
  process.exitCode = exitCode;
} catch (error) {
  console.error(`The link could not be made: ${error.message}`);
  process.exitCode = 1;
}
