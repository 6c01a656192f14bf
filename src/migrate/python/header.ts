import type { HelperPart } from '../helpers/python-helper.ts';
import type { Edit } from '../plan.ts';
import type { Attachment } from './attachment.ts';
import { ELSEWHERE } from './auth.ts';
import { connectionAt, meansTheSame } from './connection.ts';
import { isPure, oneLine, stringLiteral } from './expressions.ts';
import { type Change, manual, type Planned, type Script, type Scripts } from './script.ts';
import { isClassic, serverAt, urlArgument } from './target.ts';
import { argumentsOf, around, bare, calleeName, child, type PyNode, parts, textOf } from './tree.ts';

const SETTERS = new Set(['add_header', 'add_unredirected_header', 'putheader', 'setdefault', 'set', 'append', '__setitem__', 'add']);
/** Clients that read a header anew each time that they send it; others keep the text that they were given. */
const READS_ANEW = new Set(['urllib', 'httplib', 'requests', 'urllib3', 'curl']);

interface Header {
  readonly value: PyNode;
  /** What the header is put on, where a method or a subscript of it does that. */
  readonly object: PyNode | undefined;
}

function isAuthorization(script: Script, node: PyNode | undefined): boolean {
  const literal = node && stringLiteral(script.tree, bare(node));
  return literal?.content.toLowerCase() === 'authorization';
}

/** The value of the header that stands at a place: in a dictionary, a pair, an assignment, or a method's arguments. */
function headerAt(script: Script, node: PyNode): Header | undefined {
  if (node.type === 'assignment') {
    const left = child(node, 'left');
    const right = child(node, 'right');
    if (left?.type !== 'subscript' || !right || right.type === 'assignment') return undefined;
    const key = left.children.find(({ field }) => field === 'subscript');
    const holder = child(left, 'value');
    const object = holder?.type === 'attribute' ? child(holder, 'object') : undefined;
    return isAuthorization(script, key) ? { value: right, object } : undefined;
  }
  if (node.type === 'call' && SETTERS.has(calleeName(script.tree, node))) {
    const { positional, keywords } = argumentsOf(script.tree, node);
    const at = positional.findIndex((one) => isAuthorization(script, one));
    const value = at >= 0 ? positional[at + 1] : isAuthorization(script, keywords.get('key')) ? keywords.get('val') : undefined;
    const callee = child(node, 'function');
    const object = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
    if (value) return { value, object };
  }
  if (node.type === 'pair') {
    const value = child(node, 'value');
    return value && isAuthorization(script, child(node, 'key')) ? { value, object: undefined } : undefined;
  }
  if (node.type === 'tuple' || node.type === 'list') {
    const [key, value, ...rest] = parts(node);
    return value && rest.length === 0 && isAuthorization(script, key) ? { value, object: undefined } : undefined;
  }
  const { parent } = node;
  if (parent?.type === 'pair' && node.field === 'value' && isAuthorization(script, child(parent, 'key')))
    return { value: node, object: undefined };
  if (parent?.type === 'keyword_argument') {
    const name = child(parent, 'name');
    if (name && textOf(script.tree, name).toLowerCase() === 'authorization') return { value: node, object: undefined };
  }
  if ((parent?.type === 'tuple' || parent?.type === 'list') && isAuthorization(script, parts(parent)[0]) && parts(parent)[1] === node)
    return { value: node, object: undefined };
  return undefined;
}

/** The object that a header is put on, or that sends it, where it says itself which server it goes to. */
function targetObject(scripts: Scripts, script: Script, header: Header, attachment: Attachment): string | undefined {
  const { client, calls, credential } = attachment;
  const { object, value } = header;
  const fromRequest = client === 'urllib' || (credential.via === 'auth-argument' && client === 'requests');
  if (object && (fromRequest || client === 'httplib') && isPure(script.tree, object)) {
    const holder = value.parent?.type === 'argument_list' ? calleeName(script.tree, value.parent.parent!) : 'headers';
    if (/header/.test(holder)) return oneLine(script.tree, object);
  }
  if (client !== 'httplib') return undefined;
  // The connection that the request is made on.
  const texts = new Set<string>();
  for (const call of calls) {
    const node = scripts.callNode(call);
    const callee = node && child(node, 'function');
    const connection = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
    if (!connection || call.span.file !== script.file || !meansTheSame(script, connection, value)) return undefined;
    texts.add(textOf(script.tree, connection));
  }
  return texts.size === 1 ? [...texts][0] : undefined;
}

function wrapped(value: PyNode, before: string, after: string): Edit[] {
  return [
    { start: value.start, end: value.start, replacement: before },
    { start: value.end, end: value.end, replacement: after },
  ];
}

function changeOf(script: Script, edits: readonly Edit[], part: HelperPart, level: Change['level'], decides: boolean): Change {
  return { file: script.file, edits, parts: [part], level, decides };
}

/** `Authorization` where the header is written: the value goes through `unbasic_bearer`. */
function atHeader(scripts: Scripts, script: Script, header: Header, attachment: Attachment): Change | undefined {
  const { calls, client } = attachment;
  const { value } = header;
  const inCall = calls.every((call) => {
    const node = scripts.callNode(call);
    return node !== undefined && call.span.file === script.file && node.start <= value.start && value.end <= node.end;
  });
  if (!READS_ANEW.has(client) && !inCall) return undefined;
  const object = targetObject(scripts, script, header, attachment);
  const decides = object !== undefined && client !== 'httplib';
  if (attachment.elsewhere && !decides) return undefined;
  const target = object ?? serverAt(scripts, calls, { script, node: value });
  if (target === undefined) return undefined;
  const connection = connectionAt(scripts, calls, { script, node: value }, client === 'httplib' ? 'none' : client);
  if (!connection) return undefined;
  const [after] = [bare(value).type === 'expression_list' ? undefined : `${connection.text})`];
  if (after === undefined) return undefined;
  const level = connection.sure && (object !== undefined || inCall) ? 'safe' : 'suggested';
  return changeOf(script, wrapped(value, `unbasic_bearer(${target}, `, after), 'header', level, decides);
}

/** The request or the headers that one call is given go through `unbasic_request` or `unbasic_headers`. */
function atCall(scripts: Scripts, attachment: Attachment, index: number): Change | undefined {
  const { client } = attachment;
  const call = attachment.calls[index]!;
  const script = scripts.get(call.span.file);
  const node = scripts.callNode(call);
  if (!script || !node) return undefined;
  const { positional, keywords } = argumentsOf(script.tree, node);
  const connection = connectionAt(scripts, [call], { script, node }, client === 'httplib' ? 'none' : client);
  if (!connection) return undefined;
  if (client === 'urllib') {
    const request = keywords.get('url') ?? keywords.get('fullurl') ?? positional[0];
    if (!request || request.type === 'string') return undefined;
    return changeOf(script, wrapped(request, 'unbasic_request(', `${connection.text})`), 'request', 'suggested', true);
  }
  const callee = child(node, 'function');
  const object = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
  const headers = keywords.get('headers') ?? (client === 'httplib' ? positional[3] : undefined);
  if (!headers) return undefined;
  const url = urlArgument(script, node, client);
  const target =
    client === 'httplib' ? object && oneLine(script.tree, object) : url && serverAt(scripts, [call], { script, node: headers });
  if (target === undefined) return undefined;
  return changeOf(script, wrapped(headers, `unbasic_headers(${target}, `, `${connection.text})`), 'headers', 'suggested', false);
}

/** Changes an Authorization header: where it is written, else, with `atCalls`, where it is sent. */
export function planHeader(scripts: Scripts, attachment: Attachment, { atCalls = true } = {}): Planned {
  const { span, calls, client } = attachment;
  if (client === 'httplib2' || client === 'pycurl') return manual('unsupported-client', `Credentials of ${client} are not changed.`);
  const script = scripts.get(span.file);
  const node = scripts.at(span);
  const header = script && node && headerAt(script, node);
  if (script && header) {
    const change = atHeader(scripts, script, header, attachment);
    if (change) return { changes: [change] };
  }
  // Where one call's address is one of several, nothing but a request that knows its own can tell.
  const undecided = attachment.elsewhere && client !== 'urllib' && calls.some(({ url }) => !url.alternatives.every(isClassic));
  if (undecided) return ELSEWHERE;
  const changes = atCalls ? calls.map((_, index) => atCall(scripts, attachment, index)) : [];
  const found = changes.filter((change) => change !== undefined);
  if (found.length < changes.length || found.length === 0)
    return manual(
      'unsupported-construct',
      'The address of the server is not at hand where the header is written, nor can the call be changed.',
    );
  const byPlace = new Map(found.map((change) => [`${change.file} ${change.edits[0]!.start}`, change]));
  return { changes: [...byPlace.values()] };
}

/** Changes the handler that answers for an opener's passwords: UnbasicHandler in its place. */
export function planHandler(scripts: Scripts, attachment: Attachment): Planned {
  const script = scripts.get(attachment.span.file);
  const node = scripts.at(attachment.span);
  const scope = node && around(node, ['module']);
  const edits: Edit[] = [];
  const visit = (one: PyNode): void => {
    const name = one.type === 'attribute' ? child(one, 'attribute') : one;
    const isUse = one.type === 'attribute' || (one.type === 'identifier' && one.parent?.type !== 'attribute');
    const imported = around(one, ['import_from_statement', 'import_statement', 'class_definition']);
    const inClassHead = imported?.type === 'class_definition' && one.parent?.parent === imported;
    if (
      isUse &&
      name &&
      script &&
      textOf(script.tree, name) === 'HTTPBasicAuthHandler' &&
      (!imported || (imported.type === 'class_definition' && !inClassHead))
    )
      edits.push({ start: one.start, end: one.end, replacement: 'UnbasicHandler' });
    else for (const inner of one.children) visit(inner);
  };
  if (scope) visit(scope);
  if (!script || edits.length === 0) return manual('unsupported-construct', 'The handler that holds the password is made elsewhere.');
  return { changes: [changeOf(script, edits, 'handler', 'safe', true)] };
}
