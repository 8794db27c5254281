import { expect, test } from "vitest";
import { isShare } from "./fixtures/share";
import { soak } from "./fixtures/soak";

/** FAULTS_SEED replays a run; without it each run is another one. */
const seed = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));
const submissions = Number(process.env.FAULTS_SUBMISSIONS ?? (isShare ? 16 : 300));

test("under random faults, killed at random, nothing is lost, nothing is sent twice and nothing false is said", {
  timeout: 45 * 60_000,
}, async () => {
  process.stdout.write(`soak: FAULTS_SEED=${seed} FAULTS_SUBMISSIONS=${submissions}\n`);
  const told = await soak({ seed, submissions });
  process.stdout.write(`soak: ${JSON.stringify(told)}\n`);
  expect(told.account.jobs).toBe(submissions);
});
