import { expect, it } from 'vitest';
import { scan } from '../../src/scan/scan.ts';
import { temporaryFolder } from '../support/repository.ts';

/** Enough for a busy machine: what is tested is that the work ends, not when. */
const TIMEOUT = 180_000;

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const CALLS = {
  shell: 'curl -u "$user:$password" "$url/JSSResource/sites"',
  python: 'requests.get(url + "/JSSResource/sites", auth=(user, password))',
  typescript: "fetch(url + '/JSSResource/sites', { headers: { Authorization: 'Basic ' + key } });",
};

/** Scripts that multiply without end. */
const cases: readonly (readonly [keyof typeof CALLS, name: string, script: string])[] = [
  [
    'shell',
    'hard.sh',
    `#!/bin/bash\n${lines(60, (i) => `f${i}() { f${(i * 7 + 1) % 60} "$@"; f${(i * 11 + 3) % 60} "$1" "$2"; }`)}\nf0 a\nf1() { ${CALLS.shell} "$1"; }\n`,
  ],
  ['python', 'hard.py', `import requests\n${lines(9000, (i) => `x${i} = [a + b for a in '${i}' for b in 'abc']`)}\n${CALLS.python}\n`],
  [
    'typescript',
    'hard.mjs',
    `${lines(60, (i) => `const o${i} = { ...o${i + 1}, ...o${i + 1} };`)}\nconst o60 = { headers: { Authorization: 'Basic ' + key } };\nfetch(url + '/JSSResource/sites', o0);\n`,
  ],
];

it.each(cases)(
  '%s: a file past its budget is a problem, its call is not lost, and the file beside it is read as ever',
  async (language, name, script) => {
    const extension = name.slice(name.lastIndexOf('.'));
    const plain = `${language === 'python' ? 'import requests\n' : ''}${CALLS[language]}\n`;
    const folder = temporaryFolder({ [`a/${name}`]: script, [`z/plain${extension}`]: plain });
    const alone = await scan({ cwd: folder.path, paths: ['z'] });
    const { findings, problems } = await scan({ cwd: folder.path });
    expect(problems).toEqual([{ file: `a/${name}`, code: 'too-complex', message: expect.stringContaining(`a/${name} takes more work`) }]);
    expect(findings.filter(({ file }) => file === `z/plain${extension}`)).toEqual(alone.findings);
    expect(alone.findings.some(({ rule }) => rule === 'classic-basic-auth')).toBe(true);
    const own = findings.filter(({ file }) => file === `a/${name}`).map(({ rule }) => rule);
    expect(own.some((rule) => rule === 'unparsed-call' || rule === 'classic-basic-auth')).toBe(true);
  },
  TIMEOUT,
);
