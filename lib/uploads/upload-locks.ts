import "server-only";
import { refusals } from "./upload-problem";

interface Holder {
  askToStop(): void;
  released: Promise<void>;
  release(): void;
}

export interface UploadLocks {
  /**
   * Takes the lock of an upload at once or not at all.
   * @param askToStop called when another request waits for this one
   * @throws UploadRefusal 423 while another holds it
   */
  take(id: string, askToStop: () => void): () => void;
  /** Asks the holder to stop and waits for it. @throws UploadRefusal 423 when it does not stop in time. */
  takeOver(id: string, askToStop: () => void): Promise<() => void>;
}

/** One writer an upload, within this process. */
export function createUploadLocks(options: { waitMs: number }): UploadLocks {
  const holders = new Map<string, Holder>();

  const take: UploadLocks["take"] = (id, askToStop) => {
    if (holders.has(id)) throw refusals.locked();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = () => {
        if (holders.get(id) === holder) holders.delete(id);
        resolve();
      };
    });
    const holder: Holder = { askToStop, released, release };
    holders.set(id, holder);
    return release;
  };

  return {
    take,
    async takeOver(id, askToStop) {
      const deadline = Date.now() + options.waitMs;
      for (let holder = holders.get(id); holder; holder = holders.get(id)) {
        holder.askToStop();
        if (!(await settledWithin(holder.released, deadline - Date.now()))) throw refusals.locked();
      }
      return take(id, askToStop);
    },
  };
}

async function settledWithin(promise: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, milliseconds));
  });
  const settled = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return settled;
}
