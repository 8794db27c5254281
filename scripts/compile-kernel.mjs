import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const source = new URL("../lib/csv/kernel.as", import.meta.url);
const code = new URL("../lib/csv/kernel-code.ts", import.meta.url);

/**
 * What lib/csv/kernel-code.ts must hold: the kernel compiled from its source.
 * @returns {Promise<string>}
 */
export async function compiledKernel() {
  const text = await readFile(source, "utf8");
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main(
    "kernel.ts --optimizeLevel 3 --enable simd --runtime stub --noAssert --initialMemory 16 --outFile kernel.wasm".split(
      " ",
    ),
    {
      readFile: (name) => (name === "kernel.ts" ? text : null),
      writeFile: (_, contents) => {
        if (contents instanceof Uint8Array) bytes = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || bytes === undefined)
    throw new Error(`kernel.as does not compile: ${stderr}`, { cause: error });
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,100}/g) ?? [];
  const joined = lines.map((line) => `  "${line}"`).join(" +\n");
  return `/** kernel.as, compiled by \`npm run kernel\`: WebAssembly in base64. */\nexport const kernelCode =\n${joined};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(code, await compiledKernel());
