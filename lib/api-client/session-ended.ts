const name = "hubload:session-ended";

/**
 * Somebody noticed that the session has ended. Whoever can ask the person to sign in again answers with `waitFor`,
 * and the request that failed is tried once more when the promise is `true`: the page behind is kept.
 */
export class SessionEndedEvent extends Event {
  #waiting: Promise<boolean>[] = [];

  constructor() {
    super(name);
  }

  waitFor(signedIn: Promise<boolean>): void {
    this.#waiting.push(signedIn);
  }

  async signedInAgain(): Promise<boolean> {
    const answers = await Promise.all(this.#waiting);
    return answers.some(Boolean);
  }
}

/** Resolves when the person signed in again; `false` when nobody asks them, or they left. */
export function askToSignIn(): Promise<boolean> {
  const event = new SessionEndedEvent();
  window.dispatchEvent(event);
  return event.signedInAgain();
}

/** @returns how to stop listening */
export function onSessionEnded(listener: (event: SessionEndedEvent) => void): () => void {
  const hear = (event: Event) => {
    if (event instanceof SessionEndedEvent) listener(event);
  };
  window.addEventListener(name, hear);
  return () => window.removeEventListener(name, hear);
}
