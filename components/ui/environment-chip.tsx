import { Chip } from "./chip";

/** Whether rows are written to real books, or to a system for trying things out. */
export function EnvironmentChip({ environment }: { environment: "live" | "test" }) {
  return environment === "live" ? <Chip tone="live">Live</Chip> : <Chip tone="test">Test</Chip>;
}
