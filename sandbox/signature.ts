import { createHmac } from "node:crypto";

/** Value of `Elements-Webhook-Signature` for a body (Open Connectors reference, hash verification). */
export const signatureOf = (body: string | Buffer, key: string): string =>
  `sha256=${createHmac("sha256", key).update(body).digest("base64")}`;
