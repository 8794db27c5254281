"use client";
import { type FormEvent, useState } from "react";
import { ApiError } from "@/lib/api-client/api-error";
import { enterDemo, signIn } from "@/lib/api-client/session";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { TextField } from "../ui/text-field";
import { PasswordField } from "./password-field";

/** E-mail and password; in a demo its own way in comes first. `onSignedIn` decides where to go. */
export function SignInForm(props: { email?: string; demo: boolean; onSignedIn: () => void }) {
  const { demo, onSignedIn } = props;
  const [email, setEmail] = useState(props.email ?? "");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState<"demo" | "password" | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);

  const enter = (way: "demo" | "password", work: Promise<void>) => {
    setBusy(way);
    setFailure(null);
    // While the next page comes the button goes on saying that something happens.
    work.then(onSignedIn, (error: unknown) => {
      setBusy(null);
      if (!(error instanceof ApiError)) throw error;
      setFailure(error);
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy === null) enter("password", signIn({ email: email.trim(), password }));
  };

  return (
    <div>
      {demo ? (
        <>
          <Button
            variant="primary"
            size="lg"
            wide
            busy={busy === "demo"}
            onClick={() => enter("demo", enterDemo())}
          >
            Enter the demo
          </Button>
          <p className="mt-4.5 mb-3.5 flex items-center gap-2 text-12 text-ink-3 before:h-px before:flex-1 before:bg-line-strong after:h-px after:flex-1 after:bg-line-strong">
            or with a password
          </p>
        </>
      ) : null}
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
          autoFocus={!demo && email === ""}
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          autoFocus={!demo && props.email !== undefined}
        />
        <Button
          type="submit"
          variant={demo ? "secondary" : "primary"}
          size="lg"
          wide
          busy={busy === "password"}
        >
          Sign in
        </Button>
      </form>
    </div>
  );
}
