/** See test-database.mjs. */
export function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }>;
export function joinTestServer(): Promise<() => Promise<void>>;
