/** See steps.mjs. */
export const steps: Readonly<Record<string, unknown>>;
