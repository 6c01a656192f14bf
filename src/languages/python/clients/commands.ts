import type { Argument } from '../../../http/client.ts';
import { readCommandLine } from '../../../http/clients.ts';
import { literal, type Value } from '../../../values/value.ts';
import { named } from '../library/table.ts';
import { type Abstract, asText, entityValue, type Item, NONE } from '../values/abstract.ts';
import { argument } from '../values/binding.ts';
import { iterate } from '../values/collections.ts';
import { truthOf } from '../values/conditions.ts';
import type { Arguments, LibraryFunction, Machine } from '../values/machine.ts';

const MAX_LISTS = 8;
const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh']);
/** Programs that run the command which follows. */
const RUNNERS = new Set(['sudo', 'env', 'nice', 'nohup', 'time', 'timeout', 'caffeinate', 'xcrun', 'exec', 'command']);

/** Reads a program's arguments as the call of an HTTP client, or as a shell that is given a script. */
function runArgv(machine: Machine, items: readonly Item[], args: Arguments, how: string): void {
  const [first, ...rest] = items;
  if (!first) return;
  const name = programName(asText(first.value, 'program', args.span));
  if (name === undefined) return;
  if (RUNNERS.has(name)) {
    const at = rest.findIndex((item) => /^(?:-|\w+=|\d+$)/.test(literalText(item, args) ?? '') === false);
    if (at >= 0) runArgv(machine, rest.slice(at), args, how);
    return;
  }
  if (SHELLS.has(name)) {
    const at = rest.findIndex((item) => /^-\w*c$/.test(literalText(item, args) ?? ''));
    const script = at >= 0 ? rest[at + 1] : undefined;
    if (script) shell(machine, asText(script.value, 'command', args.span), args, `${name} -c`);
    return;
  }
  const words = rest.map(
    (item): Argument => ({
      value: asText(item.value, 'argument', item.span ?? args.span),
      span: item.span?.file === args.span.file ? item.span : args.span,
    }),
  );
  const input = args.keywords.get('input');
  const stdin = input && asText(input.value, 'input', input.span ?? args.span);
  const read = readCommandLine(name, words, stdin ? { stdin } : {});
  for (const request of read?.requests ?? []) {
    machine.sink.record(machine, {
      client: read!.client,
      span: args.span,
      methods: request.method === undefined ? [] : [request.method],
      url: request.url,
      credentials: request.credentials.length > 0 ? request.credentials : [undefined],
      together: true,
      connection: request.connection,
    });
  }
}

function programName(value: Value): string | undefined {
  for (const sequence of value.alternatives) {
    const content = literal(sequence);
    if (content !== undefined) return content.slice(content.lastIndexOf('/') + 1);
    const last = sequence.at(-1);
    const name = last?.kind === 'text' ? /(?:^|\/)([\w.]+)$/.exec(last.text)?.[1] : undefined;
    if (name) return name;
    // `CURL = find('curl')`: a variable named for the program stands for it.
    if (sequence.length === 1 && last?.kind === 'unknown' && /curl/i.test(last.trail?.name ?? last.name)) return 'curl';
  }
  return undefined;
}

function literalText(item: Item, args: Arguments): string | undefined {
  const [sequence] = asText(item.value, 'argument', args.span).alternatives;
  return sequence && literal(sequence);
}

function shell(machine: Machine, value: Value, args: Arguments, how: string): void {
  machine.sink.shell(machine, { value, span: args.span, how, branches: [...machine.current.arms] });
}

function result(machine: Machine, args: Arguments): Abstract {
  return entityValue(machine.store.create('external', { external: 'subprocess.Popen()', span: args.span }));
}

function process(how: string): LibraryFunction {
  return (machine, args) => {
    const command = argument(args, 0, 'args');
    if (!command) return result(machine, args);
    const wantsShell = truthOf(args.keywords.get('shell')?.value ?? NONE) !== false;
    const lists = command.value.filter((atom) => atom.kind === 'entity' && (atom.entity.kind === 'list' || atom.entity.kind === 'tuple'));
    const texts = command.value.filter((atom) => atom.kind === 'string');
    for (const items of lists.length > 0 ? iterate(lists, 'argument', args.span).slice(0, MAX_LISTS) : []) {
      if (wantsShell && items.length === 1) shell(machine, asText(items[0]!.value, 'command', args.span), args, how);
      else runArgv(machine, items, args, how);
    }
    if (texts.length > 0) shell(machine, asText(texts, 'command', args.span), args, how);
    return result(machine, args);
  };
}

const shellOnly =
  (how: string): LibraryFunction =>
  (machine, args) => {
    const command = argument(args, 0, 'command') ?? argument(args, 0, 'cmd');
    if (command) shell(machine, asText(command.value, 'command', args.span), args, how);
    return result(machine, args);
  };

/** `os.execvp(file, args)`, `asyncio.create_subprocess_exec(program, *args)`, `sh.curl(*args)`. */
const argvOf =
  (items: (args: Arguments) => readonly Item[], how: string): LibraryFunction =>
  (machine, args) => {
    runArgv(machine, items(args), args, how);
    return result(machine, args);
  };

const program = (name: string): Item => ({
  value: [{ kind: 'string', value: { alternatives: [[{ kind: 'text', text: name }]], truncated: false } }],
});
const second = (args: Arguments): readonly Item[] => iterate(args.positional[1]?.value ?? [], 'argument', args.span)[0] ?? [];
const all = (args: Arguments): readonly Item[] => args.positional;

const PROCESSES = ['subprocess.Popen', 'subprocess.call', 'subprocess.check_call', 'subprocess.check_output', 'subprocess.run'];
const SHELL_TEXTS = [
  'os.system',
  'os.popen',
  'os.popen2',
  'os.popen3',
  'os.popen4',
  'subprocess.getoutput',
  'subprocess.getstatusoutput',
  'popen2.popen2',
  'popen2.popen3',
  'asyncio.create_subprocess_shell',
  'pexpect.run',
  'pexpect.spawn',
  'envoy.run',
  'fabric.api.local',
  'invoke.run',
];

/** Programs and shell scripts that Python runs. */
export const commandFunctions: [string, LibraryFunction][] = [
  ...PROCESSES.map((name): [string, LibraryFunction] => [name, process(name)]),
  ...SHELL_TEXTS.map((name): [string, LibraryFunction] => [name, shellOnly(name)]),
  ...named('os.execv os.execvp os.execve os.execvpe', argvOf(second, 'os.exec')),
  ...named(
    'os.execl os.execlp os.execle',
    argvOf((args) => args.positional.slice(1), 'os.exec'),
  ),
  ...named(
    'os.spawnv os.spawnvp',
    argvOf((args) => iterate(args.positional[2]?.value ?? [], 'argument', args.span)[0] ?? [], 'os.spawn'),
  ),
  ['asyncio.create_subprocess_exec', argvOf(all, 'asyncio.create_subprocess_exec')],
  ['sh.curl', argvOf((args) => [program('curl'), ...args.positional], 'sh.curl')],
];
