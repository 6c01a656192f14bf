import type { EndpointData } from '../../http/endpoint-data.ts';
import { classifyUrl } from '../../http/url.ts';
import type { CallSite } from '../../languages/shell/calls/extractor.ts';
import type { ShellProject } from '../../languages/shell/project.ts';
import type { Block, FunctionDefinition, Point } from '../../languages/shell/syntax/ir.ts';
import { plainText } from '../../languages/shell/values/frames.ts';
import type { BearerStyle, Edit } from '../plan.ts';
import { serverBase } from './base.ts';
import { credentialWords, methodEdits, rewriteCredentials } from './credentials.ts';
import { readCurlWords, type WrittenCommandLine } from './curl-words.ts';
import { expandedName } from './option-variable.ts';
import { wordsBehindClient } from './sites.ts';
import { statementsOf } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { leadingText, partsBetween } from './words.ts';

/** A script's other calls, to see whether one of them uses a token that serves here too. */
export interface OwnTokens {
  readonly sites: readonly CallSite[];
  readonly project: ShellProject;
  readonly endpoints: EndpointData;
}

const BEARER_HEADER = /^\s*authorization\s*:\s*bearer\s+/i;

/** The variable that a call sends as its bearer token. */
function bearerName({ options }: WrittenCommandLine): string | undefined {
  for (const { name, value, valueOffset } of options) {
    if (!value) continue;
    if (name === 'oauth2-bearer') return expandedName(value);
    const header = name === 'header' ? BEARER_HEADER.exec(leadingText(value).slice(valueOffset)) : undefined;
    if (header) return expandedName({ ...value, parts: partsBetween(value, valueOffset + header[0].length) });
  }
  return undefined;
}

/** Words without what makes no difference: braces and quotes. */
function plainly(words: string): string {
  return words.replace(/\$\{(\w+)\}/g, '$$$1').replaceAll(/["']/g, '');
}

/** Whether one point stands in front of another on every way to it: in its block or in one around it. */
function precedes(earlier: Point, later: Point): boolean {
  let { block, index } = later;
  for (;;) {
    if (block === earlier.block) return earlier.index < index;
    if (!block.parent || block.parent.statement?.kind === 'function') return false;
    ({ block, index } = block.parent);
  }
}

/** The statement that a command is all of, out of substitutions and pipelines; undefined where it shares a shell of its own with others. */
function statementPoint(point: Point): Point | undefined {
  let { block, index } = point;
  while (block.parent?.statement && !/^(?:function|loop|conditional)$/.test(block.parent.statement.kind)) {
    if (block.statements.length > 1) return undefined;
    ({ block, index } = block.parent);
  }
  return { block, index };
}

/**
 * Whether each loop around a call, up to a block, sees to it that the token is fresh: a function that assigns it is called in front of the
 * call. A token ends some time, a password did not.
 */
function isRenewedInLoops(name: string, point: Point, upTo: Block, unit: Unit, project: ShellProject): boolean {
  for (let { block, index } = point; block !== upTo && block.parent; { block, index } = block.parent) {
    const { statement } = block.parent;
    if (statement?.kind !== 'loop') continue;
    if (/invalidate/.test(unit.script.text.slice(statement.start, statement.end))) return false;
    const renewed = block.statements.slice(0, index).some((earlier) => {
      const called = earlier.kind === 'command' ? project.functions(plainText(earlier.words[0]) ?? '', unit.script) : [];
      return called.some((definition) => leadsToAssignment(name, definition, project, 0));
    });
    if (!renewed) return false;
  }
  return true;
}

function leadsToAssignment(name: string, definition: FunctionDefinition, project: ShellProject, depth: number): boolean {
  return statementsOf(definition.body).some(({ statement }) => {
    if (statement.kind !== 'command' && statement.kind !== 'assignment') return false;
    if (statement.assignments.some((assignment) => assignment.name === name)) return true;
    const called =
      statement.kind === 'command' && depth < 3 ? project.functions(plainText(statement.words[0]) ?? '', definition.body.script) : [];
    return called.some((inner) => inner !== definition && leadsToAssignment(name, inner, project, depth + 1));
  });
}

/** Whether a statement between two points, or a function that it calls, ends the token or takes it away. */
function endsBetween(name: string, from: Point, to: Point, unit: Unit, project: ShellProject): boolean {
  const start = from.block.statements[from.index]!.end;
  const end = to.block.statements[to.index]!.start;
  const ends = (text: string): boolean =>
    text.includes('invalidate') ||
    new RegExp(`\\b${name}=(?:["']{2}|[\\s;]|$)`).test(text) ||
    new RegExp(`unset [^\\n]*\\b${name}\\b`).test(text);
  const { text } = unit.script;
  if (ends(text.slice(start, end))) return true;
  return statementsOf(unit.script.block).some(({ statement }) => {
    if (statement.kind !== 'command' || statement.start < start || statement.start >= end) return false;
    const called = project.functions(plainText(statement.words[0]) ?? '', unit.script);
    return called.some((definition) => ends(unit.script.text.slice(definition.start, definition.end)));
  });
}

/**
 * The edits that have a call send a token that the script gets by itself: where a call in front of it sends that token to the same server, and
 * every token that the script asks for is asked of that server with the same user name and password.
 */
export function reuseOwnToken(
  site: CallSite,
  unit: Unit,
  { sites, project, endpoints }: OwnTokens,
  style: BearerStyle,
): readonly Edit[] | undefined {
  const words = wordsBehindClient(site) ?? [];
  const line = readCurlWords(words);
  const own = rewriteCredentials(line, style, unit);
  if (!own || 'id' in own || own.credentials.kind === 'encoded') return undefined;
  const base = serverBase(line, unit, project, site.point);
  if ('id' in base) return undefined;
  const credentials = plainly(credentialWords(own.credentials, unit).words);
  const asked = sites.filter(
    ({ call }) =>
      call.credentials.some(({ scheme }) => scheme === 'basic') && classifyUrl(call.url, endpoints).some(({ api }) => api === 'token'),
  );
  if (asked.length === 0) return undefined;
  for (const other of asked) {
    const request = readCurlWords(wordsBehindClient(other) ?? []);
    const rewrite = rewriteCredentials(request, style, unit);
    const server = serverBase(request, unit, project, other.point);
    if (!rewrite || 'id' in rewrite || 'id' in server || plainly(server.word) !== plainly(base.word)) return undefined;
    if (rewrite.credentials.kind === 'encoded' || plainly(credentialWords(rewrite.credentials, unit).words) !== credentials)
      return undefined;
  }
  const here = statementPoint(site.point) ?? site.point;
  for (const other of sites) {
    const request = readCurlWords(wordsBehindClient(other) ?? []);
    const name = bearerName(request);
    const there = statementPoint(other.point);
    if (name === undefined || !there || name.startsWith('unbasic_') || !precedes(there, here)) continue;
    if (/invalidate/.test(unit.script.text.slice(other.command.start, other.command.end))) continue;
    if (!isRenewedInLoops(name, site.point, there.block, unit, project)) continue;
    const server = serverBase(request, unit, project, other.point);
    if ('id' in server || plainly(server.word) !== plainly(base.word) || endsBetween(name, there, here, unit, project)) continue;
    const edits = [...own.edits, ...methodEdits(line, words)];
    return edits.map((edit) => ({ ...edit, replacement: edit.replacement.replace('$unbasic_bearer', `$${name}`) }));
  }
  return undefined;
}
