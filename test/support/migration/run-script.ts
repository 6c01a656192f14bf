import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Certificate } from '../jamf-pro/certificate.ts';
import type { RecordedRequest } from '../jamf-pro/record.ts';
import { PATIENT } from '../node-scripts.ts';
import type { CaseRun, InterpreterName, MigrationCase } from './cases.ts';
import { layOut } from './golden.ts';
import { INTERPRETERS } from './interpreters.ts';
import { prepareSources } from './sources.ts';
import { type StandIn, startStandIn } from './stand-in.ts';

/** How long a script may take before it is killed. */
const PATIENCE_MILLISECONDS = 120_000;

/** What a script did. */
export interface ScriptRun {
  /** Its exit status; the signal's name where one ended it. */
  readonly status: number | string;
  /** With what differs from run to run by nature (folders, ports) named instead. */
  readonly stdout: string;
  readonly stderr: string;
  readonly requests: readonly RecordedRequest[];
  readonly isJamf: StandIn['isJamf'];
  /** Tokens that the server would still take when the script had ended. */
  readonly alive: number;
  readonly issued: number;
  /** How often the server was asked with a wrong password or secret. */
  readonly refusals: number;
  /** Command lines of its processes that showed a secret. */
  readonly exposed: readonly string[];
}

interface Place {
  readonly root: string;
  readonly work: string;
  readonly home: string;
  readonly temporary: string;
}

function makePlace(one: MigrationCase, side: 'before' | 'after'): Place {
  const root = mkdtempSync(join(tmpdir(), 'unbasic-run-'));
  const place = { root, work: join(root, 'work'), home: join(root, 'home'), temporary: join(root, 'tmp') };
  layOut(one, side, place.work);
  mkdirSync(place.home);
  mkdirSync(place.temporary);
  const around = join(one.folder, 'run');
  if (existsSync(around)) cpSync(around, place.work, { recursive: true });
  const bin = join(place.work, 'bin');
  if (existsSync(join(around, 'bin'))) for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o755);
  return place;
}

function environment({ work, home, temporary }: Place, certificate: Certificate): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  const modules = join(work, 'modules');
  return {
    PATH: `${join(work, 'bin')}${delimiter}${PATH}`,
    HOME: home,
    CURL_HOME: home,
    TMPDIR: temporary,
    LC_ALL: 'C.UTF-8',
    SSL_CERT_FILE: certificate.certFile,
    REQUESTS_CA_BUNDLE: certificate.certFile,
    NODE_EXTRA_CA_CERTS: certificate.certFile,
    PYTHONDONTWRITEBYTECODE: '1',
    NO_PROXY: '*',
    NODE_OPTIONS: PATIENT,
    ...(existsSync(modules) ? { PYTHONPATH: modules, NODE_PATH: modules } : {}),
  };
}

interface Ended {
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

function execute(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv, stdin: string, standIn: StandIn): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // A session of its own: its processes are known by it, and ended with it.
    const child = spawn(command[0]!, command.slice(1), { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    if (child.pid !== undefined) standIn.watch.start(child.pid, command.join(' '));
    const timer = setTimeout(() => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }, PATIENCE_MILLISECONDS);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      resolve({ status: status ?? signal ?? 'unknown', stdout, stderr });
    });
  });
}

export interface ScriptRunOptions {
  readonly one: MigrationCase;
  readonly run: CaseRun;
  readonly interpreter: InterpreterName;
  readonly certificate: Certificate;
  /** The run of the original; without it, that is what is run. */
  readonly before?: ScriptRun | undefined;
}

/** Runs a script of a case against a stand-in of its own, in a copy of its folder. What the migrated script is, the case says. */
export async function runScript({ one, run, interpreter, certificate, before }: ScriptRunOptions): Promise<ScriptRun> {
  const place = makePlace(one, before ? 'after' : 'before');
  const shownBefore = before && new Set(before.exposed);
  const standIn = await startStandIn({ run, certificate, root: place.root, shownBefore });
  const { server, watch, neutral } = standIn;
  try {
    writeFileSync(join(place.home, '.curlrc'), standIn.curlrc);
    const script = prepareSources(place.work, run.file, standIn.host);
    const { args, env, stdin } = standIn.filled({ ...run, ...(before ? run.after : {}) });
    const command = [...INTERPRETERS[interpreter].command, join(place.work, script), ...args];
    const around = environment(place, certificate);
    const ended = await execute(command, place.work, { ...(standIn.clock?.within(around) ?? around), ...env }, stdin, standIn);
    return {
      status: ended.status,
      stdout: neutral(ended.stdout),
      stderr: neutral(ended.stderr),
      requests: server.requests().map((request) => ({
        ...request,
        path: neutral(request.path),
        body: neutral(request.body),
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, neutral(value)])),
      })),
      isJamf: standIn.isJamf,
      alive: server.alive().length,
      issued: server.issued().length,
      refusals: server.wrongPasswords(standIn.user),
      exposed: [...watch.exposed].sort(),
    };
  } finally {
    await server.stop();
    rmSync(place.root, { recursive: true, force: true });
  }
}
