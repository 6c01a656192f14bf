import { ts } from 'ts-morph';
import type { ClientRequest } from '../../../http/client.ts';
import { readCommandLine } from '../../../http/clients.ts';
import { concat, literal, text, union, type Value } from '../../../values/value.ts';
import { bare, type CallNode, memberOf } from '../syntax/nodes.ts';
import { spanAt, spanOf } from '../syntax/unit.ts';
import { calledEntities } from '../values/callees.ts';
import type { Abstract, Entity } from '../values/entity.ts';
import type { Evaluator } from '../values/evaluator.ts';
import { externalName } from '../values/external-names.ts';
import { type ListItem, listVariants } from '../values/lists.ts';
import { foundIn } from '../values/properties.ts';

/** What a call that runs a program runs: a shell script, or an HTTP client with its arguments. */
export type RunProgram =
  | { readonly kind: 'script'; readonly how: string; readonly value: Value }
  | { readonly kind: 'client'; readonly client: string; readonly requests: readonly ClientRequest[] };

const SHELL_STRING =
  /^(?:child_process:exec(?:Sync)?|shelljs:exec|shelljs\/global:exec|execa:(?:execaCommand(?:Sync)?|command(?:Sync)?)|execa\.command(?:Sync)?|node-cmd:(?:run|runSync|get)|promisify-child-process:exec|child-process-promise:exec|teen_process:exec|shelljs)$/;
const FILE_AND_ARGUMENTS =
  /^(?:child_process:(?:execFile(?:Sync)?|spawn(?:Sync)?)|execa(?::(?:execa|execaSync|execaNode|sync))?|cross-spawn(?::(?:spawn|sync))?|promisify-child-process:(?:execFile|spawn)|child-process-promise:(?:execFile|spawn)|tinyexec:(?:x|exec)|nano-spawn|@npmcli\/promise-spawn|spawn-async|@expo\/spawn-async)$/;
const TEMPLATE = /^(?:\$|zx(?::\$)?|zx\/globals:\$|execa:\$|bun:\$|Bun\.\$|dax:?\$?|dax-sh:?\$?|@webpod\/ps:\$)$/;
const COMMAND_LIST = /^Bun\.spawn(?:Sync)?$/;
/** The members by which programs are run. */
const RUNNERS = new Set(
  'exec execSync execFile execFileSync spawn spawnSync spawnAsync run runSync get sync command commandSync execaCommand execaCommandSync execa execaSync execaNode x Command'.split(
    ' ',
  ),
);
const MAX_LINES = 16;

/** What the program is that a call runs; empty for calls that run none. */
export function programsOf(e: Evaluator, call: CallNode): RunProgram[] {
  if (ts.isTaggedTemplateExpression(call)) return taggedScript(e, call);
  const callee = bare(call.expression);
  const member = memberOf(callee);
  if (member?.name === 'doShellScript' && call.arguments?.[0])
    return [{ kind: 'script', how: 'do shell script', value: e.text(call.arguments[0], e.root) }];
  const found: RunProgram[] = [];
  if (member && (member.name === undefined || !RUNNERS.has(member.name))) return found;
  for (const entity of calledEntities(e, callee)) {
    if (entity.kind === 'external') found.push(...externalPrograms(e, call, externalName(entity), member?.name));
  }
  return found;
}

function externalPrograms(
  e: Evaluator,
  call: ts.CallExpression | ts.NewExpression,
  name: string,
  member: string | undefined,
): RunProgram[] {
  const [first, second, third] = call.arguments ?? [];
  if (!first) return [];
  const how = member ?? e.nameOf(call.expression);
  if (ts.isNewExpression(call))
    return name === 'Deno.Command'
      ? runFile(e, call, how, e.text(first, e.root), second ? foundIn(e, e.eval(second, e.root), 'args', call, e.root).value : [])
      : [];
  if (SHELL_STRING.test(name)) return [{ kind: 'script', how, value: e.text(first, e.root) }];
  if (FILE_AND_ARGUMENTS.test(name)) {
    const args = second ? e.eval(second, e.root) : [];
    const options = [...args, ...(third ? e.eval(third, e.root) : [])].filter((entity) => entity.kind === 'record');
    if (
      foundIn(e, options, 'shell', call, e.root).value.some(
        (entity) => entity.kind === 'text' || (entity.kind === 'constant' && entity.value === true),
      )
    ) {
      return [
        {
          kind: 'script',
          how,
          value: union(
            lines(e, call, args).map((words) => concat([e.text(first, e.root), ...words.flatMap(({ value }) => [text(' '), value])])),
          ),
        },
      ];
    }
    return runFile(e, call, how, e.text(first, e.root), args);
  }
  if (COMMAND_LIST.test(name) || name === 'Deno.run') {
    const list = name === 'Deno.run' ? foundIn(e, e.eval(first, e.root), 'cmd', call, e.root).value : e.eval(first, e.root);
    return lines(e, call, list).flatMap(([program, ...words]) => (program ? runWords(call, how, program.value, words) : []));
  }
  return [];
}

interface Word {
  readonly value: Value;
  readonly node: ts.Node;
}

/** The argument lists that a value can be. */
function lines(e: Evaluator, call: ts.Node, args: Abstract): Word[][] {
  const lists = args.filter((entity): entity is Extract<Entity, { kind: 'list' }> => entity.kind === 'list');
  if (lists.length === 0) return [[]];
  const variants = lists.flatMap((list) => listVariants(e, list, call, e.root));
  return variants
    .slice(0, MAX_LINES)
    .map((items) => items.map((item: ListItem): Word => ({ value: e.asValue(item.value, item.node, e.root), node: item.node })));
}

function runFile(e: Evaluator, call: ts.CallExpression | ts.NewExpression, how: string, program: Value, args: Abstract): RunProgram[] {
  return lines(e, call, args).flatMap((words) => runWords(call, how, program, words));
}

function runWords(call: ts.Node, how: string, program: Value, words: readonly Word[]): RunProgram[] {
  const found: RunProgram[] = [];
  const span = spanOf(call);
  for (const alternative of program.alternatives) {
    const name = literal(alternative);
    if (name === undefined) continue;
    const args = words.map(({ value, node }) => ({ value, span: inCall(node, call) ? spanOf(node) : span }));
    const read = readCommandLine(name, args, {});
    if (read) found.push({ kind: 'client', ...read });
    else found.push({ kind: 'script', how, value: quotedLine(name, words) });
  }
  return found;
}

function inCall(node: ts.Node, call: ts.Node): boolean {
  return node.getSourceFile() === call.getSourceFile() && node.pos >= call.pos && node.end <= call.end;
}

/** Another program's command line as a shell would be given it: the shell's reader knows what `sh -c`, `sudo` and `ssh` run. */
function quotedLine(program: string, words: readonly Word[]): Value {
  const parts: Value[] = [text(program)];
  for (const { value } of words) parts.push(text(' '), quoted(value));
  return concat(parts);
}

function quoted(value: Value): Value {
  const options = value.alternatives.map((sequence): Value => {
    const plain = sequence.every((piece) => piece.kind === 'text' && /^[\w@%+=:,./-]*$/.test(piece.text));
    if (plain) return { alternatives: [sequence], truncated: false };
    const pieces = sequence.map((piece) =>
      piece.kind === 'text'
        ? { ...piece, text: piece.text.replaceAll("'", `'\\''`), exact: piece.exact && !piece.text.includes("'") }
        : piece,
    );
    return pieces.some((piece) => piece.kind === 'unknown')
      ? { alternatives: [pieces], truncated: false }
      : concat([text("'"), { alternatives: [pieces], truncated: false }, text("'")]);
  });
  return union(options);
}

/** `` $`curl …` `` of zx, execa and Bun. */
function taggedScript(e: Evaluator, node: ts.TaggedTemplateExpression): RunProgram[] {
  let tag = bare(node.tag);
  // $({ quiet: true })`…`
  if (ts.isCallExpression(tag)) tag = bare(tag.expression);
  const isShell = e.eval(tag, e.root).some((entity) => entity.kind === 'external' && TEMPLATE.test(externalName(entity)));
  if (!isShell) return [];
  const { template } = node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [{ kind: 'script', how: '$', value: part(template) }];
  const parts: Value[] = [part(template.head)];
  for (const span of template.templateSpans) parts.push(interpolated(e, span.expression), part(span.literal));
  return [{ kind: 'script', how: '$', value: concat(parts) }];
}

function part(node: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail | ts.NoSubstitutionTemplateLiteral): Value {
  const start = node.getStart() + 1;
  const exact = node.getSourceFile().text.startsWith(node.text, start);
  return text(node.text, spanAt(node, start, exact ? start + node.text.length : node.getEnd() - 1), exact);
}

/** An array in the template is as many words as it has items. */
function interpolated(e: Evaluator, expression: ts.Expression): Value {
  const value = e.eval(expression, e.root);
  const lists = value.filter((entity) => entity.kind === 'list');
  if (lists.length === 0) return e.asValue(value, expression, e.root);
  const options = lines(e, expression, lists).map((words) =>
    concat(words.flatMap((word, index) => (index === 0 ? [quoted(word.value)] : [text(' '), quoted(word.value)]))),
  );
  return union(options);
}
