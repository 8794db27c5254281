import { expect, it } from "vitest";
import { signatureOf } from "./signature";

it.each([
  ["<INSERT_EVENT_NOTIFICATION_RESPONSE_BODY>", "sha256=jHdbRx5EZAsOfTwAPJOGkNUzQMVVdu5VJlxcsk+G6jQ="],
  ['{"id":"1234","status":"COMPLETED"}', "sha256=KYfpa1ZtEz6I9nEV9rQdtFd5fUbRejdw1//Gc5k/Ft0="],
  ['{"name":"Zoë"}', "sha256=Q3sbEsLx2JYEcfeCB9yId4WrFKofqP/UBj/rVGoDiGE="],
  ["", "sha256=C0gHWF2AgEYRn772QwLINL7VFZDYhJSOYgzFLE6vs4Q="],
])("signs %j as the documentation does", (body, signature) => {
  expect(signatureOf(body, "MySecretEventSignatureKey")).toBe(signature);
});
