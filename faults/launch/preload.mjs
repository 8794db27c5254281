// Loaded before the program by `node --import`: puts faults between the program and what it stands on (files, the
// database's driver, sockets, the clock). The program itself knows nothing of it, and its build holds none of it.
import { installClock } from "./clock.mjs";
import { watchOrders } from "./orders.mjs";
import { tapDatabase } from "./tap-database.mjs";
import { tapFiles } from "./tap-files.mjs";
import { tapSockets } from "./tap-sockets.mjs";

const orders = watchOrders(process.env.FAULT_ORDERS ?? "");
installClock(orders);
await tapFiles(orders);
tapDatabase(orders);
tapSockets(orders);
