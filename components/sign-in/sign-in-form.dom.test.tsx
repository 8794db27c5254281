import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { SignInForm } from "./sign-in-form";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const wrong = () =>
  Response.json(
    {
      title: "Not signed in",
      detail: "The e-mail or the password is not right.",
      status: 401,
      code: "wrong_credentials",
    },
    { status: 401 },
  );

/** Answers requests; says to which paths they went. */
function answering(answer: () => Response | Promise<Response>): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return answer();
  });
  return asked;
}

test("a wrong password is said in words, and what was typed stays", async () => {
  answering(wrong);
  const onSignedIn = vi.fn();
  render(<SignInForm demo={false} onSignedIn={onSignedIn} />);
  await userEvent.type(screen.getByLabelText("E-mail"), "ana@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "wrong{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain(
    "The e-mail or the password is not right.",
  );
  expect(screen.getByLabelText("E-mail")).toHaveProperty("value", "ana@example.com");
  expect(onSignedIn).not.toHaveBeenCalled();
});

test("a second press while the answer is awaited signs in once", async () => {
  let release: (answer: Response) => void = () => undefined;
  const asked = answering(
    () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  );
  const onSignedIn = vi.fn();
  render(<SignInForm email="ana@example.com" demo={false} onSignedIn={onSignedIn} />);
  await userEvent.type(screen.getByLabelText("Password"), "right{Enter}");
  const button = screen.getByRole("button", { name: "Sign in" });
  expect(button.getAttribute("aria-busy")).toBe("true");
  await userEvent.click(button);
  release(Response.json({}));
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  expect(asked).toEqual(["/api/auth/sign-in/email"]);
});

test("the demo is offered only where there is one", async () => {
  const asked = answering(() => new Response(null, { status: 204 }));
  const onSignedIn = vi.fn();
  const { rerender } = render(<SignInForm demo={false} onSignedIn={onSignedIn} />);
  expect(screen.queryByRole("button", { name: "Enter the demo" })).toBeNull();
  rerender(<SignInForm demo onSignedIn={onSignedIn} />);
  await userEvent.click(screen.getByRole("button", { name: "Enter the demo" }));
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  expect(asked).toEqual(["/api/demo/enter"]);
});

test("Caps Lock is pointed out, and only while it is on", () => {
  render(<SignInForm demo={false} onSignedIn={() => undefined} />);
  const password = screen.getByLabelText("Password");
  fireEvent.keyDown(password, { key: "A", modifierCapsLock: true });
  expect(screen.getByText("Caps Lock is on")).toBeTruthy();
  fireEvent.keyUp(password, { key: "a", modifierCapsLock: false });
  expect(screen.queryByText("Caps Lock is on")).toBeNull();
});

test("the password can be shown and hidden again", async () => {
  render(<SignInForm demo={false} onSignedIn={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Show the password" }));
  expect(screen.getByLabelText("Password").getAttribute("type")).toBe("text");
  await userEvent.click(screen.getByRole("button", { name: "Hide the password" }));
  expect(screen.getByLabelText("Password").getAttribute("type")).toBe("password");
});
