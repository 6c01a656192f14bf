import { expect, test } from 'vitest';
import { closingOf } from '../../src/cli/commands/command.ts';
import { commandNames, createProgram } from '../../src/cli/program.ts';
import { run } from '../../src/cli/run.ts';

const { commands } = createProgram(() => {});

test.each(commands.map((command) => [command.name(), command] as const))(
  '%s has a description, arguments that are explained, and examples',
  (name, command) => {
    expect(command.description()).toMatch(/^[a-z].*[^.]$/);
    for (const argument of command.registeredArguments) expect(argument.description).not.toBe('');
    for (const option of command.options) expect(option.description).toMatch(/[^.]$/);
    const closing = closingOf(command);
    expect(closing?.examples.length).toBeGreaterThan(0);
    for (const [line] of closing!.examples) expect(line).toContain('unbasic');
    if (name !== 'scan') expect(closing!.examples.some(([line]) => line.includes(name))).toBe(true);
  },
);

test('the options of every example are options of its command', () => {
  for (const command of commands) {
    for (const [line] of closingOf(command)!.examples) {
      const words = line.replace(/\|.*/, '').split(/\s+/);
      const named = commands.find((candidate) => words.includes(candidate.name())) ?? commands[0]!;
      const known = named.options.flatMap(({ long, short }) => [long, short]);
      for (const word of words.filter((part) => part.startsWith('--'))) expect(known).toContain(word.replace(/=.*/, ''));
    }
  }
});

test.each<[string[], RegExp]>([
  [['explian', 'x'], /Did you mean "unbasic explain"/],
  [['basline'], /unbasic baseline/],
  [['help', 'migrat'], /did you mean migrate/],
  [['help', 'xyzzy'], /unbasic --help/],
  [['migrate', '--wirte'], /Did you mean --write\?\)\. See unbasic migrate --help\./],
  [['--stagde'], /Did you mean --staged\?/],
  [['--severity', 'eror'], /Did you mean error\?/],
  [['completion', 'fsh'], /Did you mean fish\?/],
  [['init', 'worklow'], /Did you mean workflow\?/],
  [['completion'], /missing required argument/],
])('%j is answered with what may have been meant', async (args, message) => {
  const written: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = ((text: string) => written.push(text) > 0) as typeof process.stderr.write;
  const code = await run(args).finally(() => {
    process.stderr.write = write;
  });
  expect(written.join('')).toMatch(message);
  expect(written.join('').trim().split('\n')).toHaveLength(1);
  expect(code).toBe(2);
});

test.each<[string[], string[]]>([
  [['--staged'], ['scan']],
  [['a.sh', '--format', 'json'], ['scan']],
  [
    ['migrate', '--write'],
    ['scan', 'migrate'],
  ],
  [
    ['--quiet', 'rules'],
    ['scan', 'rules'],
  ],
  [['-h'], commands.map((command) => command.name())],
  [['help', 'migrate'], commands.map((command) => command.name())],
])('for %j the commands that it can lead to are built', (args, names) => {
  expect(createProgram(() => {}, args).commands.map((command) => command.name())).toEqual(names);
});

test('every command has the name that it is found by', () => {
  expect([...commands.map((command) => command.name()), 'help']).toEqual(commandNames());
});
