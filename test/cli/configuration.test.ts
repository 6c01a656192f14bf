import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryRepository } from '../support/repository.ts';

const CALL = 'curl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';
const HIT = `#!/bin/bash\n${CALL}`;
const CLEAN = '#!/bin/bash\necho "jamf"\n';
const CONFIG = 'unbasic.config.json';

test.each<[string, Record<string, string>, string[], number]>([
  ['a configuration that lowers the rule', { 'a.sh': HIT, [CONFIG]: '{ "rules": { "classic-basic-auth": "info" } }' }, [], 0],
  ['a configuration that switches the rule off', { 'a.sh': HIT, [CONFIG]: '{ "rules": { "classic-basic-auth": "off" } }' }, [], 0],
  [
    'a rule that is off but asked for',
    { 'a.sh': HIT, [CONFIG]: '{ "rules": { "classic-basic-auth": "off" } }' },
    ['--rule', 'classic-basic-auth'],
    1,
  ],
  ['--no-config', { 'a.sh': HIT, [CONFIG]: '{ "rules": { "classic-basic-auth": "off" } }' }, ['--no-config'], 1],
  ['another configuration', { 'a.sh': HIT, 'x.json': '{ "failOn": "never" }' }, ['--config', 'x.json'], 0],
  ['failOn', { 'a.sh': HIT, [CONFIG]: '{ "failOn": "never" }' }, [], 0],
  ['--fail-on over failOn', { 'a.sh': HIT, [CONFIG]: '{ "failOn": "never" }' }, ['--fail-on', 'error'], 1],
  ['exclude', { 'old/a.sh': HIT, 'b.sh': CLEAN, [CONFIG]: '{ "exclude": ["old/"] }' }, [], 0],
  ['exclude of a file that is named', { 'old/a.sh': HIT, [CONFIG]: '{ "exclude": ["old/"] }' }, ['old/a.sh'], 0],
  ['include', { 'a.sh': HIT, 'src/b.sh': CLEAN, [CONFIG]: '{ "include": ["src/"] }' }, [], 0],
  [
    'a file that is not included but read by one that is',
    {
      'lib.sh': 'f() { curl -u "$u:$p" "$1"; }\n',
      'src/b.sh': '. ../lib.sh\nf https://jamf.example.com/JSSResource/x\n',
      [CONFIG]: '{ "include": ["src/"] }',
    },
    [],
    0,
  ],
  ['a bad configuration', { 'a.sh': CLEAN, [CONFIG]: '{ "x": 1 }' }, [], 2],
  ['a bad configuration with --no-config', { 'a.sh': CLEAN, [CONFIG]: '{ "x": 1 }' }, ['--no-config'], 0],
  ['a program as configuration', { 'a.sh': CLEAN, 'unbasic.config.js': 'module.exports = {}' }, [], 2],
  ['a program that is allowed', { 'a.sh': HIT, 'unbasic.config.js': 'module.exports = { failOn: "never" }' }, ['--allow-js-config'], 0],
  [
    'a program under another name',
    {
      'a.sh': HIT,
      'lib.sh': 'jcurl -u "$u:$p" https://jamf.example.com/JSSResource/x\n',
      [CONFIG]: '{ "exclude": ["a.sh"], "clients": { "jcurl": "curl" } }',
    },
    [],
    1,
  ],
  [
    'a server of our own',
    {
      'a.py': 'import requests\nrequests.get(f"https://mdm.acme.example/{path}", auth=(u, p))\n',
      [CONFIG]: '{ "servers": ["mdm.acme.example"], "rules": { "possible-basic-auth": "error" } }',
    },
    [],
    1,
  ],
  ['a comment', { 'a.sh': `#!/bin/bash\nset -e\n# unbasic-ignore classic-basic-auth: stays\n${CALL}` }, [], 0],
  ['a file that is no script, with --ignore-unknown', { 'a.txt': 'x\n' }, ['--ignore-unknown', 'a.txt'], 0],
  ['two scopes', { 'a.sh': CLEAN }, ['--staged', '--since', 'HEAD'], 2],
  ['a path beside standard input', { 'a.sh': CLEAN }, ['--stdin', 'a.sh'], 2],
])('%s', (_, files, args, code) => {
  const run = runCli(args, { cwd: temporaryRepository(files).path });
  expect({ code: run.code, stderr: run.code === 2 && code !== 2 ? run.stderr : '' }).toEqual({ code, stderr: '' });
});

test('notes on useless settings go to standard error, and not with --quiet', () => {
  const { path } = temporaryRepository({ 'a.sh': CLEAN, [CONFIG]: '{\n "exclude": ["nowhere/"],\n "failOn": "warning" }' });
  expect(runCli([], { cwd: path }).stderr).toBe(
    `unbasic: note: ${CONFIG}:3: "failOn" says what holds without it.\nunbasic: note: ${CONFIG}:2: "nowhere/" in "exclude" matches no file.\n`,
  );
  expect(runCli(['--quiet'], { cwd: path }).stderr).toBe('');
  expect(runCli(['a.sh'], { cwd: path }).stderr).not.toContain('nowhere');
});
