import { joinTestServer } from "./test-database.mjs";

/** The tests' PostgreSQL runs as long as a test run needs it. Vitest calls what this returns at the end. */
export default function setup() {
  return joinTestServer();
}
