/** Where the upload of one output stands on the server, as far as anybody knows. */
export interface KeptUpload {
  /** Its address; `null`: none was begun, or it is of no use any more. */
  read(): string | null;
  write(url: string | null): void;
}

/**
 * Gives the task the upload of this output for as long as it runs. In two tabs at once the second gets one of its own.
 *
 * @param own of this tab alone, for when another tab has the kept one
 */
export type WithKeptUpload = <T>(
  outputName: string,
  own: KeptUpload,
  task: (kept: KeptUpload) => Promise<T>,
) => Promise<T>;

export function createOwnUpload(): KeptUpload {
  let own: string | null = null;
  return {
    read: () => own,
    write: (url) => {
      own = url;
    },
  };
}

const prefix = "hubload:upload:";
/** As long as the server keeps an upload nobody touches. */
const keptMs = 7 * 24 * 60 * 60_000;

/**
 * Kept in the browser, so that another page, after a reload or a crash, goes on with the upload of the same output. Pages
 * without locks between tabs (those over plain HTTP) keep it in their own tab.
 */
export const withKeptUpload: WithKeptUpload = (outputName, own, task) => {
  const key = prefix + outputName;
  const { locks }: { locks?: LockManager } = navigator;
  if (locks === undefined) return task(storedUpload(() => sessionStorage, key));
  return locks.request(key, { ifAvailable: true }, (lock) =>
    task(lock === null ? own : storedUpload(() => localStorage, key)),
  );
};

/** A full or blocked store keeps nothing: an upload that breaks then starts again from its beginning. */
function storedUpload(storage: () => Storage, key: string): KeptUpload {
  const inPage = createOwnUpload();
  return {
    read() {
      try {
        return urlOf(storage().getItem(key)) ?? inPage.read();
      } catch {
        return inPage.read();
      }
    },
    write(url) {
      inPage.write(url);
      try {
        forgetOld(storage());
        if (url === null) storage().removeItem(key);
        else storage().setItem(key, `${Date.now()} ${url}`);
      } catch {
        // This page still knows it.
      }
    },
  };
}

const isOld = (kept: string) => Date.now() - Number.parseInt(kept, 10) > keptMs;

function urlOf(kept: string | null): string | null {
  return kept === null || isOld(kept) ? null : kept.slice(kept.indexOf(" ") + 1);
}

function forgetOld(storage: Storage): void {
  for (const key of Object.keys(storage))
    if (key.startsWith(prefix) && isOld(storage.getItem(key) ?? "0")) storage.removeItem(key);
}
