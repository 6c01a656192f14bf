import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ROOT, runCli } from '../support/cli.ts';
import { temporaryRepository } from '../support/repository.ts';

const HOOK = pathToFileURL(join(ROOT, 'test/support/record-imports.mjs')).href;

/** The packages, and the chunks of our own modules, that a run loads. A chunk has the name of the module that is imported lazily. */
function importsOf(files: Readonly<Record<string, string>>, args: readonly string[], staged: readonly string[] = []): string[] {
  const { path, git, write } = temporaryRepository(files);
  for (const file of staged) write(file, `${files[file]}\n`);
  if (staged.length > 0) git('add', ...staged);
  const log = join(path, '.git', 'imports.log');
  runCli(args, { cwd: path, nodeOptions: ['--import', HOOK], env: { UNBASIC_IMPORTS: log } });
  const urls = readFileSync(log, 'utf8').split('\n');
  const names = urls.map(
    (url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? /\/dist\/chunks\/(.+)-[\w-]{8}\.js$/.exec(url)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}

const CALL = 'curl -u "$u:$p" "https://jamf.example.com/JSSResource/x"\n';

test('the scan of one shell file loads what it needs and no more', () => {
  const imports = importsOf({ 'a.sh': CALL }, ['a.sh']);
  expect(imports).toContain('shell');
  for (const heavy of ['web-tree-sitter', 'ts-morph', '@ts-morph/common', 'typescript', 'globby', 'fast-glob', 'yaml'])
    expect(imports).not.toContain(heavy);
  for (const other of ['python', 'typescript', 'explain', 'rules', 'json']) expect(imports).not.toContain(other);
});

test('a shell script that is not well-formed is left to the grammar', () => {
  expect(importsOf({ 'a.sh': `echo "\n${CALL}` }, ['a.sh'])).toContain('web-tree-sitter');
});

test('a hook loads no more: staged files, a configuration in JSON, a baseline', () => {
  const files = {
    'unbasic.config.json': '{ "failOn": "error", "servers": ["mdm.example.com"] }',
    'unbasic.baseline.txt': '',
    'a.sh': CALL,
  };
  const imports = importsOf(files, ['--staged'], ['a.sh']);
  expect(imports).toContain('shell');
  for (const heavy of ['ts-morph', '@ts-morph/common', 'typescript', 'globby', 'fast-glob', 'yaml', 'ignore'])
    expect(imports).not.toContain(heavy);
  for (const other of ['python', 'migrate', 'completion', 'init', 'doctor', 'folder']) expect(imports).not.toContain(other);
});

test('the scan of one TypeScript file loads its parser alone', () => {
  const imports = importsOf({ 'a.ts': "fetch('https://jamf.example.com/JSSResource/x');\n" }, ['a.ts']);
  for (const needed of ['typescript', 'ts-morph', '@ts-morph/common']) expect(imports).toContain(needed);
  for (const other of ['python', 'web-tree-sitter']) expect(imports).not.toContain(other);
});

test('a repository without Jamf loads no parser', () => {
  const imports = importsOf({ 'a.sh': 'curl -u "$u:$p" "$url"\n', 'b.ts': 'fetch(x)\n' }, ['.']);
  expect(imports).toContain('scan');
  for (const parser of ['web-tree-sitter', 'ts-morph', 'globby']) expect(imports).not.toContain(parser);
});

test.each([['--version'], ['--help']])('%s loads the command line alone', (argument) => {
  const imports = importsOf({ 'a.sh': CALL }, [argument]);
  expect(imports).toContain('program');
  for (const module of ['analysis', 'scan', 'shell', 'web-tree-sitter', 'ts-morph', 'globby']) expect(imports).not.toContain(module);
});

test('the list of rules parses nothing', () => {
  const imports = importsOf({ 'a.sh': CALL }, ['rules']);
  expect(imports).toContain('program');
  for (const parser of ['shell', 'python', 'web-tree-sitter', 'ts-morph', 'globby', 'yaml']) expect(imports).not.toContain(parser);
});

test('a hook reads few files: finding and linking each costs about as much as reading a script', () => {
  const imports = importsOf({ 'a.sh': CALL }, ['--staged'], ['a.sh']);
  expect(imports.length).toBeLessThanOrEqual(12);
});
