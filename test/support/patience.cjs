// Loaded before a script that Node runs: what gives up after some seconds, in the script or in Node's fetch, waits a minute for each of
// them, as a busy machine is only slow.
const childProcess = require('node:child_process');
const net = require('node:net');

const LONGER = 60;

const { timeout } = AbortSignal;
AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds * LONGER);

const { setTimeout: setSocketTimeout } = net.Socket.prototype;
net.Socket.prototype.setTimeout = function (milliseconds, listener) {
  return setSocketTimeout.call(this, milliseconds * LONGER, listener);
};

const { spawnSync } = childProcess;
childProcess.spawnSync = (file, args, options) => spawnSync(file, args, { ...options, timeout: (options?.timeout ?? 0) * LONGER });

// The agent of fetch, which comes to be with the first one, gives a connection ten seconds.
const AGENT = Symbol.for('undici.globalDispatcher.1');
const { fetch } = globalThis;
globalThis.fetch = (...args) => {
  globalThis.fetch = fetch;
  fetch('data:,').catch(() => {});
  const { constructor: Agent } = globalThis[AGENT];
  globalThis[AGENT] = new Agent({ connect: { timeout: 10_000 * LONGER } });
  return fetch(...args);
};
