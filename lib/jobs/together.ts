import "server-only";

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Does for many at once what each would do alone: what comes while a group is being worked on is the next group. A storm
 * then costs a few transactions, and one connection to the database.
 * @param most so many in one group
 * @param work gives a result for each item, in their order; when it fails, all of its group have failed
 */
export function together<Item, Result>(
  most: number,
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let isAtWork = false;

  async function workOff(): Promise<void> {
    if (isAtWork) return;
    isAtWork = true;
    while (waiting.length > 0) await workOn(waiting.splice(0, most));
    isAtWork = false;
  }

  async function workOn(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item));
      for (const [at, { resolve, reject }] of group.entries()) {
        const result = results[at];
        if (result === undefined) reject(new Error("A group was given fewer results than it has items."));
        else resolve(result);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void workOff();
    });
}
