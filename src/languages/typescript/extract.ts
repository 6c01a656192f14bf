import type { SourceFile } from '../../files/source.ts';
import type { BranchArm, HttpCall, Sighting } from '../../http/call.ts';
import type { EmbeddedText } from '../../values/embedded.ts';
import { union, type Value } from '../../values/value.ts';
import { isTooComplex, tooComplex } from '../budget.ts';
import type { Extraction, Problem, Workspace } from '../language.ts';
import { mayMakeCall } from '../shell/client-words.ts';
import { sightingsInText } from '../unread-text.ts';
import { programsOf } from './clients/processes.ts';
import { mayReachClient } from './clients/sources.ts';
import { setKey } from './drafts.ts';
import { Program } from './program.ts';
import { branchesOf, type FoundRequest, httpCallOf, mergeRequests, requestsOf } from './requests.ts';
import { unreadSightings } from './sightings.ts';
import type { CallNode } from './syntax/nodes.ts';
import { parseUnit, spanOf, type Unit } from './syntax/unit.ts';
import { Evaluator } from './values/evaluator.ts';

/** Finds the calls of the files, and of those that they are connected with by imports. */
export async function extractFiles(files: readonly SourceFile[], workspace: Workspace): Promise<Extraction> {
  if (!mayReachClient(files, workspace)) return { calls: [], sightings: [], problems: [] };
  const program = new Program(workspace);
  program.load(files);
  const units = [...program.units.values()]
    .filter((unit) => !unit.path.endsWith('.json'))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
  return extractUnits(program, units, workspace);
}

/** Finds the calls of a script that a file of another language holds. */
export async function extractEmbedded(
  text: EmbeddedText,
  embedded: readonly string[],
  workspace: Workspace,
  file: string,
): Promise<Extraction> {
  const program = new Program(workspace);
  const unit = parseUnit(file, text.text, { embedded, foreign: text.foreign, locate: (start, end) => text.locate(start, end) });
  program.addUnit(unit);
  return extractUnits(program, [unit], workspace);
}

async function extractUnits(program: Program, units: readonly Unit[], workspace: Workspace): Promise<Extraction> {
  const evaluator = new Evaluator(program);
  const calls: HttpCall[] = [];
  const problems: Problem[] = [...program.problems];
  const requests: FoundRequest[] = [];
  const troubled = new Set<Unit>();
  for (const unit of units) {
    const troubles = new Set<Trouble>();
    evaluator.refill('file');
    for (const call of unit.index.calls) {
      evaluator.refill('call');
      const found = attempt(() => requestsOf(evaluator, call), [], troubles);
      requests.push(...found);
      if (found.length === 0) calls.push(...(await programCalls(evaluator, call, workspace, troubles)));
      if (evaluator.exhausted) troubles.add('too-complex');
    }
    for (const code of troubles) problems.push(code === 'internal' ? internalProblem(unit.path) : tooComplex(unit.path));
    if (troubles.size > 0) troubled.add(unit);
  }
  calls.push(...withReplays(requests).filter(isTelling).map(httpCallOf));
  const given = [...troubled].filter(({ embedded }) => embedded.length === 0).map(({ path, root }) => ({ path, text: root.text }));
  const sightings = [
    ...units.filter((unit) => !troubled.has(unit)).flatMap((unit): Sighting[] => unreadSightings(unit, calls)),
    ...[...given, ...program.unread].flatMap((file) => sightingsInText(file, 'typescript', calls)),
  ];
  return { calls, sightings, problems };
}

type Trouble = 'too-complex' | 'internal';

function internalProblem(file: string): Problem {
  const message = `${file} could not be evaluated in full because of an error in unbasic; calls in it may be missing. Please report it.`;
  return { file, code: 'internal', message };
}

/** Nothing in a script may stop the scan: nesting may overflow the stack, and what nobody thought of concerns one call. */
function attempt<T>(run: () => T, otherwise: T, troubles: Set<Trouble>): T {
  try {
    return run();
  } catch (error) {
    troubles.add(isTooComplex(error) ? 'too-complex' : 'internal');
    return otherwise;
  }
}

/** A request of which neither the address nor the credentials are known says nothing. */
function isTelling(request: FoundRequest): boolean {
  return (
    request.credentials.length > 0 ||
    request.url.alternatives.some((sequence) => sequence.some((piece) => piece.kind === 'text' && /[a-z]{3}/i.test(piece.text)))
  );
}

/** Calls that send a client's earlier requests again take over what those were. */
function withReplays(requests: readonly FoundRequest[]): FoundRequest[] {
  const result: FoundRequest[] = [];
  const replays = new Map<CallNode, FoundRequest[]>();
  for (const request of requests) {
    if (request.replays === undefined) {
      result.push(request);
      continue;
    }
    const earlier = requests.filter(
      (other) =>
        other.replays === undefined && (other.owner?.node ?? null) === (request.replays?.node ?? null) && other.client === request.client,
    );
    const copies = earlier.map((other): FoundRequest => ({ ...other, call: request.call, method: undefined }));
    replays.set(request.call, [...(replays.get(request.call) ?? []), ...copies]);
  }
  for (const copies of replays.values()) result.push(...mergeRequests(copies).map((copy) => ({ ...copy, url: union([copy.url]) })));
  return result;
}

/** The calls of a shell script that a call runs. What goes wrong in reading it concerns that script alone. */
async function shellCalls(
  value: Value,
  how: string,
  call: CallNode,
  branches: readonly BranchArm[],
  workspace: Workspace,
  troubles: Set<Trouble>,
): Promise<readonly HttpCall[]> {
  if (!mayMakeCall(value)) return [];
  try {
    const { embeddedShellCalls } = await import('../shell/embedded.ts');
    return (await embeddedShellCalls({ value, span: spanOf(call), how, branches }, workspace)).calls;
  } catch {
    troubles.add('internal');
    return [];
  }
}

async function programCalls(evaluator: Evaluator, call: CallNode, workspace: Workspace, troubles: Set<Trouble>): Promise<HttpCall[]> {
  const programs = attempt(() => programsOf(evaluator, call), [], troubles);
  const found: HttpCall[] = [];
  const seen = new Set<string>();
  for (const program of programs) {
    const branches = branchesOf(call, new Map());
    if (program.kind === 'script') {
      found.push(...(await shellCalls(program.value, program.how, call, branches, workspace, troubles)));
      continue;
    }
    for (const request of program.requests) {
      const key = `${request.method}${setKey(request.credentials)}${JSON.stringify(request.url.alternatives.map((sequence) => sequence.map((piece) => (piece.kind === 'text' ? piece.text : { name: piece.name }))))}`;
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({
        language: 'typescript',
        client: program.client,
        span: spanOf(call),
        method: request.method,
        url: request.url,
        credentials: request.credentials,
        connection: request.connection,
        branches,
        embedded: [],
        related: [],
      });
    }
  }
  return found;
}
