import type { HelperPart } from '../helpers/python-helper.ts';
import type { Edit } from '../plan.ts';
import type { Attachment } from './attachment.ts';
import { connectionAt } from './connection.ts';
import { oneLine } from './expressions.ts';
import { type Change, manual, type Planned, type Script, type Scripts } from './script.ts';
import { serverAt } from './target.ts';
import { argumentsOf, bare, calleeName, child, descendants, outward, type PyNode, parts, textOf } from './tree.ts';

interface Library {
  readonly name: string;
  readonly part: HelperPart;
  /** Whether an instance takes the pair as one argument. */
  readonly takesPair: boolean;
}

const LIBRARIES: Readonly<Record<string, Library>> = {
  requests: { name: 'UnbasicAuth', part: 'requests', takesPair: true },
  httpx: { name: 'UnbasicHttpxAuth', part: 'httpx', takesPair: false },
  aiohttp: { name: 'UnbasicAiohttpAuth', part: 'aiohttp', takesPair: false },
};
const REQUEST_METHODS = new Set('get post put delete patch head options request stream send'.split(' '));
const BASIC_CLASSES = new Set(['HTTPBasicAuth', 'BasicAuth']);

/** Said where what is written cannot tell the Classic API from other addresses. */
export const ELSEWHERE = manual('unsupported-construct', 'The same credentials go to other addresses than the Classic API as well.');

/** Where an `auth` is written: the expression, and what gives it to the calls. */
interface Site {
  readonly script: Script;
  readonly value: PyNode;
  /** The session whose `auth` is set. */
  readonly session: string | undefined;
  /** The call that makes a client, when the value is an argument of one. */
  readonly maker: PyNode | undefined;
}

function siteOf(script: Script, node: PyNode, client: string): Site {
  let value = node;
  let session: string | undefined;
  if (node.type === 'assignment') {
    const left = child(node, 'left');
    const object = left?.type === 'attribute' ? child(left, 'object') : undefined;
    value = child(node, 'right') ?? node;
    if (object && client === 'requests') session = textOf(script.tree, object);
  }
  const call = [...outward(value)].find(({ type }, index) => index > 0 && type === 'call');
  const made = call && !REQUEST_METHODS.has(calleeName(script.tree, call)) && value.parent?.type === 'keyword_argument' ? call : undefined;
  return { script, value, session, maker: made };
}

/** The assignment of a pair that nothing but `auth=` uses: the change is made there, once. */
function soleDefinition(scripts: Scripts, script: Script, value: PyNode): PyNode | undefined {
  if (value.type !== 'identifier') return undefined;
  const name = textOf(script.tree, value);
  if (script.names.owner(name, value).type === 'module' && scripts.isMentionedElsewhere(name, script.file)) return undefined;
  const definition = script.names.definition(name, value);
  if (!definition || bare(definition).type === 'identifier') return undefined;
  const uses = script.names.uses(name, script.names.owner(name, value));
  const isAuth = ({ parent, field }: PyNode): boolean =>
    field === 'value' && parent?.type === 'keyword_argument' && textOf(script.tree, child(parent, 'name')!) === 'auth';
  return uses.every(isAuth) ? definition : undefined;
}

function isPair(value: PyNode): boolean {
  return (value.type === 'tuple' || value.type === 'expression_list') && parts(value).length === 2;
}

function isBasicObject(script: Script, value: PyNode): boolean {
  return value.type === 'call' && BASIC_CLASSES.has(calleeName(script.tree, value));
}

/** Arguments behind those of a call or a tuple. */
function appended(list: PyNode, text: string): Edit[] {
  const last = parts(list).at(-1);
  if (text === '' || !last) return [];
  const at = last.end;
  return [{ start: at, end: at, replacement: text }];
}

function replaced(value: PyNode, library: Library, before: string, options: string): Edit[] | undefined {
  if (value.type === 'tuple') {
    const insertion = { start: value.start, end: value.start, replacement: library.name };
    const target = before === '' ? [] : [{ start: value.start + 1, end: value.start + 1, replacement: before }];
    return [insertion, ...target, ...appended(value, options)];
  }
  if (value.type === 'expression_list') {
    return [
      { start: value.start, end: value.start, replacement: `${library.name}(${before}` },
      { start: value.end, end: value.end, replacement: `${options})` },
    ];
  }
  const callee = child(value, 'function');
  const list = child(value, 'arguments');
  if (!callee || !list) return undefined;
  const target = before === '' ? [] : [{ start: list.start + 1, end: list.start + 1, replacement: before }];
  return [{ start: callee.start, end: callee.end, replacement: library.name }, ...target, ...appended(list, options)];
}

/** Changes an `auth` of requests, httpx or aiohttp: an argument, an attribute of a session, an HTTPBasicAuth. */
export function planAuth(scripts: Scripts, attachment: Attachment): Planned {
  const { client, calls, mixed, span } = attachment;
  const library = LIBRARIES[client];
  const script = scripts.get(span.file);
  const node = scripts.at(span);
  if (!library) return manual('unsupported-client', `Credentials of ${client} are not changed.`);
  if (!script || !node) return manual('unsupported-construct', 'The place where the credentials are attached could not be found.');
  const site = siteOf(script, node, client);
  if (mixed === 'others')
    return manual('unsupported-construct', 'What is attached here may be a user name and a password or something else.');
  let value = bare(site.value);
  if (!isPair(value) && !isBasicObject(script, value)) {
    const definition = soleDefinition(scripts, script, value);
    const inner = definition && bare(definition);
    if (inner && (isPair(inner) || isBasicObject(script, inner))) value = inner;
  }
  const connection = connectionAt(scripts, calls, { script, node: value }, client === 'aiohttp' ? 'none' : client, {
    maker: site.maker,
    session: site.session !== undefined,
  });
  if (!connection)
    return manual(
      'unsupported-construct',
      'The calls that share these credentials reach the server in different ways (`verify`, `cert`, `proxies`).',
    );
  const options = `${site.session === undefined ? '' : `, session=${site.session}`}${connection.text}`;
  let before = '';
  if (client === 'aiohttp') {
    if (attachment.elsewhere) return ELSEWHERE;
    const server = serverAt(scripts, calls, { script, node: value });
    if (server === undefined)
      return manual('unsupported-construct', 'The address of the server is not at hand where the credentials are attached.');
    before = `${server}, `;
  }
  const level = connection.sure ? 'safe' : 'suggested';
  const change = (edits: readonly Edit[], sure: Change['level']): Planned => ({
    changes: [{ file: script.file, edits, parts: [library.part], level: sure, decides: client !== 'aiohttp' }],
  });
  if (isPair(value) || isBasicObject(script, value)) {
    if (isBasicObject(script, value) && argumentsOf(script.tree, value).keywords.has('encoding'))
      return manual('unsupported-construct', 'The user name and the password are sent in an encoding of their own.');
    const edits = replaced(value, library, before, options);
    return edits
      ? change(edits, level)
      : manual('unsupported-construct', 'The credentials are written in a way that cannot be changed safely.');
  }
  if (!library.takesPair || !/^(?:identifier|attribute|subscript|call)$/.test(value.type))
    return manual('unsupported-construct', 'The credentials are written in a way that cannot be changed safely.');
  if ([...descendants(value)].some(({ type }) => type === 'comment'))
    return manual('unsupported-construct', 'A comment stands among the credentials.');
  const text = oneLine(script.tree, value);
  if (mixed === 'none' && (value.type === 'call' || text === undefined))
    return manual('unsupported-construct', 'What is attached here may be a user name and a password or nothing.');
  const closing = mixed === 'none' ? `${options}) if ${text} else None` : `${options})`;
  return change(
    [
      { start: value.start, end: value.start, replacement: `${library.name}(` },
      { start: value.end, end: value.end, replacement: closing },
    ],
    'suggested',
  );
}
