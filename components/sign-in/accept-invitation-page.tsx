"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { type FormEvent, useState } from "react";
import { ApiError } from "@/lib/api-client/api-error";
import { acceptInvitation } from "@/lib/api-client/session";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { TextField } from "../ui/text-field";
import { Door } from "./door";
import { PasswordField } from "./password-field";

const leastCharacters = 12;

/** @param props.email whom the link is for; `null`: whoever opens it says so (the link of the first start) */
export function AcceptInvitationPage({ token, email }: { token: string; email: string | null }) {
  const [typedEmail, setTypedEmail] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [tooShort, setTooShort] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const short = password.length < leastCharacters;
    setTooShort(short);
    if (short || busy) return;
    setBusy(true);
    setFailure(null);
    const work = acceptInvitation({
      token,
      name: name.trim(),
      password,
      ...(email === null ? { email: typedEmail.trim() } : {}),
    });
    work.then(
      () => window.location.assign("/"),
      (error: unknown) => {
        setBusy(false);
        if (!(error instanceof ApiError)) throw error;
        setFailure(error);
      },
    );
  };

  return (
    <CSPProvider disableStyleElements>
      <Door
        title="Your account"
        subtitle="Say who you are and choose a password. The link works once."
        foot="Your name stands beside the imports you send."
      >
        <form onSubmit={submit} className="grid gap-3.5">
          {failure ? (
            <Notice
              tone="failed"
              title={failure.message}
              id={failure.status >= 500 ? failure.requestId : undefined}
            />
          ) : null}
          <TextField
            label="E-mail"
            size="lg"
            name="email"
            type="email"
            autoComplete="username"
            required
            readOnly={email !== null}
            value={email ?? typedEmail}
            onChange={(event) => setTypedEmail(event.currentTarget.value)}
          />
          <TextField
            label="Name"
            size="lg"
            name="name"
            autoComplete="name"
            autoFocus
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordField
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            help={`At least ${leastCharacters} characters. A sentence is easier to keep in mind than a riddle.`}
            error={
              tooShort && password.length < leastCharacters
                ? `${password.length} of at least ${leastCharacters} characters.`
                : undefined
            }
          />
          <Button type="submit" variant="primary" size="lg" wide busy={busy}>
            Create the account
          </Button>
        </form>
      </Door>
    </CSPProvider>
  );
}
