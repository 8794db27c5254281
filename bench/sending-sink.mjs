// Takes every upload, throws its bytes away and names a bulk job. Says its port.
import { createServer } from "node:http";

const server = createServer((request, response) => {
  request.on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: "1", status: "CREATED" }));
  });
  request.resume();
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
