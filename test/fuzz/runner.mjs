import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));
const HEAP_MEGABYTES = 1500;
const TICKS_PER_SECOND = 100;

/** Processor seconds of a process, where the system tells. */
function cpuOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}

/** The process that does the work, made anew when it dies or has to be killed. */
export class Runner {
  constructor(folder, limit) {
    this.folder = folder;
    this.limit = limit;
  }

  start() {
    this.child = fork(WORKER, [], {
      execArgv: ['--expose-gc', `--max-old-space-size=${HEAP_MEGABYTES}`],
      env: { ...process.env, FUZZ_FOLDER: this.folder },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    this.said = '';
    this.child.stderr.on('data', (data) => {
      this.said = (this.said + data).slice(-4000);
    });
  }

  stop() {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  /** Has a task done. A process that dies or takes too long is a failure like others. */
  ask(task) {
    if (!this.child) this.start();
    const { child } = this;
    const cpuBefore = cpuOf(child.pid) ?? 0;
    const limit = task.kind === 'leak' ? this.limit * 10 : this.limit;
    return new Promise((resolve) => {
      const started = performance.now();
      const finish = (answer) => {
        clearInterval(watchdog);
        child.removeAllListeners('message').removeAllListeners('exit');
        resolve(answer);
      };
      const watchdog = setInterval(() => {
        const wall = (performance.now() - started) / 1000;
        const cpu = cpuOf(child.pid);
        // A minimisation may take longer than the case itself did.
        const spent = cpu === undefined ? wall : Math.max(cpu - cpuBefore, wall / 20);
        if (spent < limit + (task.patience ?? 0) / 1000) return;
        this.stop();
        finish({ kind: 'hang', cpu: spent, failure: { kind: 'hang', message: `killed after ${spent.toFixed(0)} s of work` } });
      }, 500);
      child.once('message', (answer) => finish(answer));
      child.once('exit', (code, signal) => {
        this.child = undefined;
        finish({ kind: 'death', failure: { kind: 'death', message: `the process died (${signal ?? code}): ${this.said}` } });
      });
      child.send(task);
    });
  }
}
