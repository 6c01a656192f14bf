import { ts } from 'ts-morph';
import type { HttpCall } from '../../http/call.ts';
import type { EndpointData } from '../../http/endpoint-data.ts';
import { baseUrl, requestOf } from './base-url.ts';
import { attempt, chainThrough, Unchainable } from './chain.ts';
import type { Change } from './change.ts';
import { type Connection, connectionOf, connectionText, interceptedClient, interceptedConnection } from './connection.ts';
import type { Login } from './login.ts';
import type { Project } from './project.ts';
import { isInterceptor } from './promises.ts';
import { Refusal, unsupported } from './refusal.ts';
import { type Settling, settle } from './settle.ts';
import { indentationAt, styleOf } from './style.ts';
import { functionOrFile } from './waiting.ts';

/** One place at which credentials are attached, with the calls that send them. */
export interface Attachment {
  readonly node: ts.Node;
  /** Those to the Classic API. */
  readonly calls: readonly HttpCall[];
  readonly client: string;
  /** Whether other calls send a token from the same place. */
  readonly mixed: boolean;
}

export interface Task {
  readonly project: Project;
  readonly data: EndpointData;
  readonly settling: Settling;
  readonly attachment: Attachment;
  /** The server of a command line, where the text says it, and what its options say of the connection. */
  readonly command?: { readonly server: (at: ts.Node) => string | undefined; readonly connection: Connection } | undefined;
}

/** Names for what waits in front of a statement, by the function that it is in. */
const MAX_NAMES = 50;

function freeName(root: ts.SourceFile, change: Change): string {
  const edits = change.edits.get(root.fileName) ?? [];
  for (let index = 1; index < MAX_NAMES; index++) {
    const name = index === 1 ? 'unbasicBearer' : `unbasicBearer${index}`;
    const word = new RegExp(`\\b${name}\\b`);
    if (!word.test(root.text) && !edits.some(({ replacement }) => word.test(replacement))) return name;
  }
  throw unsupported('Too many tokens are needed in one script.');
}

/** The first parameter of an interceptor for the requests of axios that a place stands in. */
export function interceptedRequest(place: ts.Node): { readonly name: string; readonly use: ts.CallExpression } | undefined {
  const fn = functionOrFile(place);
  if (ts.isSourceFile(fn) || !isInterceptor(fn) || !ts.isCallExpression(fn.parent)) return undefined;
  const [first] = fn.parameters;
  if (!/\.interceptors\.request\.use$/.test(fn.parent.expression.getText())) return undefined;
  return first && ts.isIdentifier(first.name) ? { name: first.name.text, use: fn.parent } : undefined;
}

function makerOf(use: ts.CallExpression, project: Project): ts.Node | undefined {
  const client = interceptedClient(use);
  const made = client && project.evaluator.eval(client, project.evaluator.root).find((entity) => entity.kind === 'made');
  return made?.kind === 'made' ? made.node : undefined;
}

/** With what is known of the connection of calls whose options are put together elsewhere. Throws a Refusal for a proxy. */
function completed(connection: Connection, calls: readonly HttpCall[]): Connection {
  if (calls.some((call) => call.connection.some(({ kind }) => kind === 'proxy')))
    throw unsupported('The call goes through a proxy of its own, which the request for a token cannot take.');
  const isInsecure = calls.every((call) => call.connection.some(({ kind }) => kind === 'insecure'));
  const { options } = connection;
  const says = ['agent', 'rejectUnauthorized', 'dispatcher', 'validateHttpsCertificates'].some((name) => options.has(name));
  return !isInsecure || says ? connection : { options: new Map([...options, ['rejectUnauthorized', 'false']]), https: true };
}

function callText(at: ts.Node, task: Task, login: (at: ts.Node) => Login): { text: string; connection: Connection; encoded: boolean } {
  const { project, data, attachment } = task;
  const { quote } = styleOf(at.getSourceFile());
  const intercepted = interceptedRequest(at);
  const requests = attachment.calls.map((call) => project.nodeAt(call.span)).filter((node) => node !== undefined);
  const connection = intercepted
    ? interceptedConnection(makerOf(intercepted.use, project), intercepted.name)
    : (task.command?.connection ?? completed(connectionOf(requests.map(requestOf), at), attachment.calls));
  const base = intercepted
    ? interceptedBase(intercepted, project)
    : (task.command?.server(at) ?? baseUrl(attachment.calls, at, project, data, quote));
  const found = login(at);
  const credentials = found.kind === 'pair' ? `${found.user}, ${found.password}` : found.value;
  const name = found.kind === 'pair' ? 'unbasicToken' : 'unbasicTokenBase64';
  return { text: `${name}(${base}, ${credentials}${connectionText(connection)})`, connection, encoded: found.kind === 'encoded' };
}

function interceptedBase({ name, use }: { readonly name: string; readonly use: ts.CallExpression }, project: Project): string {
  const maker = makerOf(use, project);
  const isBased = maker && ts.isCallExpression(maker) && /\bbaseURL\b/.test(maker.arguments[0]?.getText() ?? '');
  return isBased ? `${name}.baseURL` : `${name}.baseURL ?? ${name}.url`;
}

function need(at: ts.Node, { settling }: Task, { connection, encoded }: { connection: Connection; encoded: boolean }): void {
  settling.change.need(at.getSourceFile().fileName, { encoded, https: connection.https });
}

/**
 * An expression for the token at a place, with what has to change so that it may stand there. `chains` says that the request can be
 * sent once the token is there where the place cannot wait. Throws a Refusal.
 */
export function tokenAt(place: ts.Node, task: Task, login: (at: ts.Node) => Login, chains = true): string {
  const { settling } = task;
  const root = place.getSourceFile();
  try {
    return attempt(settling, (trial) => {
      const settled = settle(place, trial);
      const inner: Task = { ...task, settling: trial };
      if (settled.kind === 'here') {
        const call = callText(place, inner, login);
        need(place, inner, call);
        return settling.synchronous ? call.text : `await ${call.text}`;
      }
      const { statement } = settled;
      const call = callText(statement, inner, login);
      need(place, inner, call);
      const name = freeName(root, settling.change);
      const { semicolon } = styleOf(root);
      const start = statement.getStart(root);
      trial.change.edit(root.fileName, start, start, `const ${name} = await ${call.text}${semicolon}\n${indentationAt(root, start)}`);
      return name;
    });
  } catch (error) {
    if (!(error instanceof Refusal) || !chains || settling.synchronous) throw error;
    try {
      return attempt(settling, (trial) => {
        const inner: Task = { ...task, settling: trial };
        const call = callText(place, inner, login);
        need(place, inner, call);
        chainThrough(place, call.text, 'unbasicBearer', trial);
        return 'unbasicBearer';
      });
    } catch (other) {
      throw other instanceof Refusal && !(other instanceof Unchainable) ? other : error;
    }
  }
}
