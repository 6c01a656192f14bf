import { describe, expect, it } from 'vitest';
import { callsIn, extraction } from '../workspace.ts';

const CURL = 'curl GET https://j/JSSResource/a: basic user-option u/p';

const cases: readonly [string, string, string[]][] = [
  ['exec', "import { exec } from 'child_process';\nexec('curl -u u:p https://j/JSSResource/a', done);", [`2 ${CURL}`]],
  [
    'execSync of a template',
    "const cp = require('node:child_process');\ncp.execSync(`curl -su ${user}:${pass} ${base}/JSSResource/a`);",
    ['2 curl GET {base}/JSSResource/a: basic user-option user/pass'],
  ],
  [
    'promisified exec',
    "const run = require('util').promisify(require('child_process').exec);\nawait run('curl -u u:p https://j/JSSResource/a');",
    [`2 ${CURL}`],
  ],
  [
    'execFile',
    "import { execFile } from 'node:child_process';\nexecFile('curl', ['-u', 'u:p', 'https://j/JSSResource/a'], done);",
    [`2 ${CURL}`],
  ],
  [
    'execFileSync with a built list',
    "import { execFileSync } from 'node:child_process';\nconst args = ['-s'];\nargs.push('-u', `${user}:${pass}`);\nexecFileSync('/usr/bin/curl', [...args, url + '/JSSResource/a']);",
    ['4 curl GET {url}/JSSResource/a: basic user-option user/pass'],
  ],
  [
    'spawn of a shell',
    "import { spawn } from 'child_process';\nspawn('sh', ['-c', 'curl -u u:p https://j/JSSResource/a']);",
    [`2 ${CURL}`],
  ],
  [
    'spawn with shell: true',
    "import { spawnSync } from 'child_process';\nspawnSync('curl', ['-u', 'u:p', 'https://j/JSSResource/a'], { shell: true });",
    [`2 ${CURL}`],
  ],
  ['execa', "import { execa } from 'execa';\nawait execa('curl', ['-u', 'u:p', 'https://j/JSSResource/a']);", [`2 ${CURL}`]],
  ['execa command', "import { execaCommand } from 'execa';\nawait execaCommand('curl -u u:p https://j/JSSResource/a');", [`2 ${CURL}`]],
  [
    'zx',
    "import { $ } from 'zx';\nawait $`curl -u ${user}:${pass} https://j/JSSResource/a`;",
    ['2 curl GET https://j/JSSResource/a: basic user-option user/pass'],
  ],
  ['zx without an import', 'await $`curl -u u:p https://j/JSSResource/a`;', [`1 ${CURL}`]],
  ['Bun', "import { $ } from 'bun';\nawait $`curl -u u:p https://j/JSSResource/a`.text();", [`2 ${CURL}`]],
  ['Deno', "const c = new Deno.Command('curl', { args: ['-u', 'u:p', 'https://j/JSSResource/a'] });", [`1 ${CURL}`]],
  ['shelljs', "const shell = require('shelljs');\nshell.exec('curl -u u:p https://j/JSSResource/a');", [`2 ${CURL}`]],
  ['JXA', "const app = Application.currentApplication();\napp.doShellScript('curl -u u:p https://j/JSSResource/a');", [`2 ${CURL}`]],
  [
    'a wrapper',
    "const { exec } = require('child_process');\nfunction run(cmd) { return new Promise((ok) => exec(cmd, ok)); }\nrun('curl -u u:p https://j/JSSResource/a');\nrun('ls');",
    [`3 ${CURL}`],
  ],
  [
    'sudo in front',
    "import { execFileSync } from 'child_process';\nexecFileSync('sudo', ['curl', '-u', 'u:p', 'https://j/JSSResource/a']);",
    [`2 ${CURL}`],
  ],
  // Nothing to find.
  [
    'a bearer token',
    "import { execFileSync } from 'child_process';\nexecFileSync('curl', ['-H', `Authorization: Bearer ${t}`, 'https://j/JSSResource/a']);",
    ['2 curl GET https://j/JSSResource/a: bearer authorization-header'],
  ],
  ['another program', "import { execFileSync } from 'child_process';\nexecFileSync('echo', ['curl -u u:p https://j/JSSResource/a']);", []],
  ['exec of a regular expression', "/JSSResource/.exec('curl -u u:p https://j/JSSResource/a');", []],
  ['a template of another tag', "import { html } from 'lit';\nhtml`curl -u u:p https://j/JSSResource/a`;", []],
  ['a text that is not run', "const usage = 'curl -u u:p https://j/JSSResource/a';", []],
];

describe('programs', () => {
  it.each(cases)('%s', async (_, script, expected) => {
    const lines = await callsIn(script);
    expect(lines.map((line) => line.replaceAll('__unbasic_', ''))).toEqual(expected);
  });

  it('says what runs an embedded shell script', async () => {
    const { calls } = await extraction("require('child_process').exec('curl -u u:p https://j/JSSResource/a');");
    expect(calls.map((call) => call.embedded)).toEqual([['exec']]);
  });
});
