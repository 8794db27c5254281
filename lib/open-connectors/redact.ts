import "server-only";

/** Shorter values are no secrets: taking them out would only damage words. */
const shortestSecret = 6;

export interface Secrets {
  add(secret: string): void;
  /** The text without any secret this client ever held, however it is spelled: plain, in JSON, in a URL. */
  redact(text: string): string;
  /** The same for JSON: every string of `value` without secrets. */
  redactJson(value: unknown): unknown;
}

/** An upstream or a proxy may echo what it was sent; nothing it says leaves this room with a secret in it. */
export function createSecrets(initial: readonly (string | undefined)[]): Secrets {
  const spellings = new Set<string>();
  const secrets: Secrets = {
    add(secret) {
      if (secret.length < shortestSecret) return;
      spellings.add(secret);
      spellings.add(secret.replaceAll("/", "\\/"));
      spellings.add(JSON.stringify(secret).slice(1, -1));
      spellings.add(encodeURIComponent(secret));
    },
    redact(text) {
      let rest = text;
      for (const spelling of spellings) rest = rest.replaceAll(spelling, "[secret]");
      return rest;
    },
    redactJson(value) {
      const json = JSON.stringify(value);
      const safe = secrets.redact(json);
      return safe === json ? value : JSON.parse(safe);
    },
  };
  for (const secret of initial) if (secret !== undefined) secrets.add(secret);
  return secrets;
}
