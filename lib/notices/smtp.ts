import "server-only";
import { createTransport } from "nodemailer";
import { isLoopback } from "../env";
import type { MailText } from "./mail-text";

export interface Letter extends MailText {
  to: { name: string; address: string };
  /** The same for every try of one letter, so that a mailbox can tell that it has it already. RFC 5322, 3.6.4. */
  messageId: string;
}

/** Hands a letter to the mail server; resolves once that has taken it. */
export type Post = (letter: Letter) => Promise<void>;

export interface SmtpSettings {
  /** `smtp://` (STARTTLS, which is demanded of other computers) or `smtps://`, with user name and password where needed. */
  url: URL;
  from: string;
}

const silenceMs = 30_000;

/** One connection a letter: they are few. */
export function createPost({ url, from }: SmtpSettings): Post {
  const secure = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const transport = createTransport({
    host,
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !isLoopback(url.hostname),
    ...(url.username === ""
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    // What stands in a letter is text, never the name of something to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text, messageId }) => {
    await transport.sendMail({
      from: { name: "Hubload", address: from },
      to: { name: to.name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " "), address: to.address },
      subject,
      text,
      messageId,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  };
}
