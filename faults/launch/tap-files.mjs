import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/**
 * Tells of what is done to files, and lets a sync fail as a broken disk does.
 * @param {import("./orders.mjs").Orders} orders
 */
export async function tapFiles(orders) {
  const paths = new WeakMap();
  const { open, rename } = fs.promises;
  fs.promises.open = async (path, ...rest) => {
    const handle = await open(path, ...rest);
    paths.set(handle, String(path));
    return handle;
  };
  fs.promises.rename = async (from, to) => {
    orders.at({ of: "file", at: "before", call: "rename", path: String(from) });
    await rename(from, to);
    orders.at({ of: "file", at: "after", call: "rename", path: String(from) });
  };
  syncBuiltinESMExports();
  const handle = await open("/dev/null");
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  for (const call of ["writev", "datasync", "sync", "truncate"]) {
    const real = prototype[call];
    prototype[call] = async function tapped(...given) {
      const path = paths.get(this) ?? "";
      orders.at({ of: "file", at: "before", call, path });
      failWhenOrdered(orders, call, path);
      const answer = await real.apply(this, given);
      orders.at({ of: "file", at: "after", call, path });
      return answer;
    };
  }
}

function failWhenOrdered(orders, call, path) {
  const { failSync } = orders.present();
  if (failSync === undefined || !call.endsWith("sync") || !path.endsWith(".part")) return;
  throw Object.assign(new Error(`${failSync}: i/o error, ${call}`), { code: failSync, syscall: call });
}
