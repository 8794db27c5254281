// Loaded before a program that scripts start: when the script is killed, the program ends as if it had been told to.
if (process.connected) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
