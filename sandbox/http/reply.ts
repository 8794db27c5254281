import { randomBytes } from "node:crypto";

/** An answer before it is written. `body` is sent as JSON, text as it is; `file` is sent from disk, `stream` as it comes. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  file?: string;
  stream?: AsyncIterable<string>;
  /** Called when all of it was written. */
  sent?: () => void;
}

export const ok = (body: unknown, headers: Record<string, string> = {}): Reply => ({
  status: 200,
  body,
  headers,
});

/** A 24-digit hex id, as the platform gives each call. */
export const newRequestId = (): string => randomBytes(12).toString("hex");

/** An answer in the platform's error form (Open Connectors reference, errors). */
export class Refusal extends Error {
  readonly status: number;
  /** The vendor's own words, when the refusal is the vendor's. */
  readonly providerMessage: string | undefined;

  constructor(status: number, message: string, providerMessage?: string) {
    super(message);
    this.status = status;
    this.providerMessage = providerMessage;
  }

  toReply(requestId: string): Reply {
    const { message, providerMessage } = this;
    return {
      status: this.status,
      body: { requestId, message, ...(providerMessage ? { providerMessage } : {}) },
    };
  }
}
