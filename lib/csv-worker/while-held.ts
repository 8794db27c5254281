/**
 * Does something while a stream is kept from being collected as garbage. Chromium (156) collects the stream of a file to
 * which nothing but its own pending read refers, as is the case in a worker that only waits for it; the read then never
 * ends. What a timer refers to stays.
 */
export async function whileHeld<T>(stream: object, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => stream, 60_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
