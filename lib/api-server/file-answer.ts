import "server-only";

interface MadeFile {
  name: string;
  type: string;
  bytes: AsyncGenerator<Uint8Array>;
}

/** A file to be saved, made while it is sent: its size is not known before. A failure on the way cuts it off. */
export function fileAnswer({ name, type, bytes }: MadeFile): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
