import { createReadStream } from "node:fs";
import { UnreadableFile } from "./unreadable-file";

const mostBytes = 16 * 1024 * 1024;
const isSpace = /[\s,[\]]/;

/**
 * Cuts the objects out of a JSON text that comes in pieces: an array of them, or one per line. Only the object that is being
 * read is held.
 */
class ObjectCutter {
  #held = "";
  #depth = 0;
  /** Where within the object: between texts, in a text, or after a backslash in one. */
  #place: "outside" | "text" | "escaped" = "outside";

  *cut(piece: string): Generator<string> {
    let from = this.#depth > 0 ? 0 : -1;
    for (let at = 0; at < piece.length; at += 1) {
      const sign = piece.charAt(at);
      if (this.#depth === 0) {
        if (sign === "{") [from, this.#depth] = [at, 1];
        else if (!isSpace.test(sign)) {
          throw new UnreadableFile(`The file is not valid JSON: an object is expected, not "${sign}"`);
        }
      } else if (this.#ends(sign)) {
        yield this.#held + piece.slice(from, at + 1);
        this.#held = "";
        from = -1;
      }
    }
    if (from >= 0) this.#held += piece.slice(from);
    if (this.#held.length > mostBytes)
      throw new UnreadableFile("The file is not valid JSON: no end of an object");
  }

  end(): void {
    if (this.#depth > 0) throw new UnreadableFile("The file is not valid JSON: it ends within an object");
  }

  #ends(sign: string): boolean {
    if (this.#place === "escaped") this.#place = "text";
    else if (this.#place === "text") {
      if (sign === "\\") this.#place = "escaped";
      else if (sign === '"') this.#place = "outside";
    } else if (sign === '"') this.#place = "text";
    else if (sign === "{") this.#depth += 1;
    else if (sign === "}") this.#depth -= 1;
    return this.#depth === 0;
  }
}

/**
 * The records of a JSON file, an array or one per line, while the file is read.
 *
 * @throws UnreadableFile at the first place that is no record
 */
export async function* readJsonRecords(path: string): AsyncGenerator<unknown> {
  const cutter = new ObjectCutter();
  for await (const piece of createReadStream(path, { encoding: "utf8" })) {
    for (const text of cutter.cut(String(piece))) {
      try {
        yield JSON.parse(text);
      } catch (error) {
        throw new UnreadableFile(`The file is not valid JSON: ${String(error)}`);
      }
    }
  }
  cutter.end();
}
