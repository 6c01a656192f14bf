import {
  type HelperPart,
  PYTHON_HELPER_END,
  PYTHON_HELPER_START,
  type PythonHelperOptions,
  pythonHelper,
} from '../helpers/python-helper.ts';
import type { AuthFlow, Edit } from '../plan.ts';
import type { Script } from './script.ts';
import { calleeName, child, descendants, type PyNode, parts, textOf } from './tree.ts';

const IMPORTS = new Set(['import_statement', 'import_from_statement', 'future_import_statement']);

/** Statements that stand among imports without being any: docstrings, `__version__ = …`, changes of the search path. */
function isPreamble(script: Script, statement: PyNode): boolean {
  if (IMPORTS.has(statement.type)) return true;
  if (statement.type === 'try_statement' || statement.type === 'if_statement') return holdsImportsAlone(script, statement);
  if (statement.type !== 'expression_statement') return false;
  const [inner] = parts(statement);
  if (!inner) return false;
  if (inner.type === 'string') return true;
  if (inner.type === 'assignment') {
    const left = child(inner, 'left');
    return left !== undefined && /^__\w+__$/.test(textOf(script.tree, left));
  }
  return /^(?:sys\.path\.|site\.addsitedir|sys\.dont_write|urllib3\.disable_warnings|requests\.packages)/.test(
    textOf(script.tree, statement),
  );
}

function holdsImportsAlone(script: Script, statement: PyNode): boolean {
  let imports = 0;
  const blocks = [...descendants(statement)].filter(({ type }) => type === 'block');
  for (const block of blocks) {
    for (const one of parts(block)) {
      if (IMPORTS.has(one.type)) imports++;
      else if (one.type === 'try_statement' || one.type === 'if_statement' || one.type === 'pass_statement') continue;
      else if (one.type === 'raise_statement' || one.type === 'print_statement') continue;
      else if (one.type === 'expression_statement' && !holdsCallsOfUnknown(script, one)) continue;
      else return false;
    }
  }
  return imports > 0;
}

function holdsCallsOfUnknown(script: Script, statement: PyNode): boolean {
  return [...descendants(statement)].some(
    (one) =>
      one.type === 'call' &&
      !['print', 'exit', 'append', 'insert', 'write', 'warn', 'disable_warnings'].includes(calleeName(script.tree, one)),
  );
}

const HELPER_NAMES = '_atexit _base64 _calendar _email _json _os _re _sys _threading _time _parse _urllib _httpx _aiohttp _unbasic'.split(
  ' ',
);

/** Whether a script gives a name of the helper another meaning. */
export function takesHelperNames({ tree, names }: Script): boolean {
  if (tree.text.includes(PYTHON_HELPER_START)) return false;
  return HELPER_NAMES.some((name) => tree.text.includes(name) && names.assignments(name, tree.root).length > 0);
}

function isImport(script: Script, statement: PyNode): boolean {
  if (IMPORTS.has(statement.type)) return true;
  return (statement.type === 'try_statement' || statement.type === 'if_statement') && holdsImportsAlone(script, statement);
}

/**
 * Behind the imports at the head of a script; where other statements come first, behind the last import before what changes; where there
 * is none, before the first statement and its comment.
 */
function placeOf(script: Script, firstEdit: number): number {
  const statements = script.tree.root.children.filter(({ named, type }) => named && type !== 'comment');
  const preamble = statements.findIndex((statement) => !isPreamble(script, statement));
  const head = preamble < 0 ? statements : statements.slice(0, preamble);
  const before = statements.filter(({ end }) => end <= firstEdit);
  const last = head.findLast((one) => isImport(script, one)) ?? before.findLast((one) => isImport(script, one));
  if (last) {
    const place = lineAfter(script.tree.text, last.end);
    // What changes may stand on the line of the import.
    return place <= firstEdit ? place : lineStart(script.tree.text, last.start);
  }
  const [first, second] = statements;
  if (!first) return script.tree.text.length;
  const isDocstring = first.type === 'expression_statement' && parts(first)[0]?.type === 'string';
  return aboveComment(script.tree.text, (isDocstring ? second : first)?.start ?? script.tree.text.length);
}

/** The start of the comment right above a statement, where that is not the head of the file. */
function aboveComment(text: string, start: number): number {
  const lines = text.slice(0, start).split(/(?<=\r\n|\n|\r(?!\n))/);
  let index = lines.length;
  while (index > 0 && /^\s*#/.test(lines[index - 1]!)) index--;
  return index === 0 ? start : lines.slice(0, index).join('').length;
}

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !/[\r\n]/.test(text[at - 1]!)) at--;
  return at;
}

/** The start of the line behind an offset. */
function lineAfter(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    if (text[at] === '\n') return at + 1;
    if (text[at] === '\r' && text[at + 1] !== '\n') return at + 1;
  }
  return text.length;
}

const PART_NAMES: readonly (readonly [HelperPart, RegExp])[] = [
  ['requests', /^class UnbasicAuth\(/m],
  ['httpx', /^class UnbasicHttpxAuth\(/m],
  ['aiohttp', /^class UnbasicAiohttpAuth\(/m],
  ['header', /^def unbasic_bearer\(/m],
  ['request', /^def unbasic_request\(/m],
  ['headers', /^def unbasic_headers\(/m],
  ['token', /^def unbasic_token\(/m],
  ['handler', /^class UnbasicHandler\(/m],
];

/** The library that asks for tokens: the one that sends the script's requests. */
function transportOf(parts: ReadonlySet<HelperPart>, clients: ReadonlySet<string>): PythonHelperOptions['transport'] {
  if (parts.has('requests') || clients.has('requests')) return 'requests';
  if (parts.has('httpx') || clients.has('httpx')) return 'httpx';
  return 'urllib';
}

/**
 * Puts the helper into a script, or completes the one that it has.
 * @param edits what else changes in it
 * @param wanted the parts of the helper that the edits need
 */
export function helperEdits(
  script: Script,
  edits: readonly Edit[],
  wanted: Iterable<HelperPart>,
  { clients, auth }: { readonly clients: ReadonlySet<string>; readonly auth: AuthFlow },
): Edit[] {
  const { text } = script.tree;
  const normal = text.replace(/\r\n?/g, '\n');
  const start = text.indexOf(PYTHON_HELPER_START);
  const end = start < 0 ? -1 : text.indexOf(PYTHON_HELPER_END, start);
  const used = new Set(wanted);
  if (end >= 0) for (const [part, name] of PART_NAMES) if (name.test(normal)) used.add(part);
  const helper = pythonHelper({ auth, python: script.dialect, parts: used, transport: transportOf(used, clients) });
  if (end >= 0) return [{ start, end: end + PYTHON_HELPER_END.length, replacement: helper.trimEnd() }];
  const place = placeOf(script, Math.min(...edits.map((edit) => edit.start)));
  const isLineStart = place === 0 || /[\r\n]/.test(text[place - 1]!);
  const before = isLineStart ? '' : '\n';
  const follows = /^[ \t]*(?:\r\n|\r|\n|$)/.test(text.slice(place));
  return [{ start: place, end: place, replacement: `${before}\n${helper}${follows ? '' : '\n'}` }];
}
