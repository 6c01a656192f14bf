import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryFolder, temporaryRepository } from '../support/repository.ts';
import { runWithInput } from '../support/run-with-input.ts';

const CALL = 'curl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';
const HIT = `#!/bin/bash\n${CALL}`;
const CLEAN = '#!/bin/bash\necho "jamf"\n';

test.each<[string, string[], string, number, string]>([
  ['a name tells the language', ['--stdin-filename', 'x/run.sh'], CALL, 1, 'x/run.sh'],
  ['a shebang tells the language', ['--stdin'], HIT, 1, 'stdin'],
  ['a clean script', ['--stdin', '--stdin-filename', 'run.sh'], CLEAN, 0, 'Nothing found'],
  ['no script', ['--stdin'], 'hello\n', 0, 'unknown-language'],
  ['nothing', ['--stdin', '--stdin-filename', 'run.sh'], '', 0, 'Nothing found'],
])('standard input: %s', (_, args, input, code, part) => {
  const run = runWithInput(args, input, temporaryFolder().path);
  expect(run.code).toBe(code);
  expect(run.stdout).toContain(part);
});

test('a commit that is refused is told what to do, on standard error', () => {
  const repository = temporaryRepository({ 'a.sh': CLEAN });
  repository.write('a.sh', HIT);
  repository.git('add', '.');
  writeFileSync(join(repository.path, 'a.sh'), CLEAN);
  const { code, stderr } = runCli(['--staged'], { cwd: repository.path });
  expect(code).toBe(1);
  expect(stderr).toContain('unbasic migrate --write --force a.sh');
  expect(runCli(['--staged', '--quiet'], { cwd: repository.path }).stderr).toBe('');
  expect(runCli(['--staged', '--format', 'json'], { cwd: repository.path }).stderr).toBe('');
});
