import { expect, test } from 'vitest';
import { analyse } from '../../src/scan/analyse.ts';
import { plan } from '../../src/scan/plan.ts';
import { judge, scan } from '../../src/scan/scan.ts';
import { temporaryFolder } from '../support/repository.ts';

const CALL = 'curl -u "$user:$password" "$jamf_url/JSSResource/buildings"\n';
const PYTHON = 'import requests\nrequests.get("https://jamf.example.com/JSSResource/sites", auth=(user, password))\n';
const FETCH = "fetch('https://jamf.example.com/JSSResource/sites', { headers: { Authorization: 'Basic ' + x } });\n";

async function groups(files: Readonly<Record<string, string>>): Promise<string[][]> {
  const folder = temporaryFolder({ ...files });
  const { groups: found } = await plan({ cwd: folder.path });
  return found.map(({ members }) => [...members]);
}

test.each<[string, Record<string, string>, string[][]]>([
  ['scripts that know nothing of each other', { 'a.sh': CALL, 'b.sh': CALL }, [['a.sh'], ['b.sh']]],
  [
    'users of one library',
    { 'a.sh': `. ./lib.sh\n${CALL}`, 'b.sh': `. ./lib.sh\n${CALL}`, 'lib.sh': 'x=1\n' },
    [['a.sh', 'b.sh', 'lib.sh']],
  ],
  [
    'users of one file of settings',
    { 'a.sh': `source "$d/site.conf"\n${CALL}`, 'b.sh': `. "\${d}/site.conf"\n${CALL}`, 'site.conf': 'x=1\n' },
    [['a.sh', 'b.sh', 'site.conf']],
  ],
  [
    'users of libraries of one name in different folders',
    { 'a/a.sh': `. ./lib.sh\n${CALL}`, 'a/lib.sh': 'x=1\n', 'b/b.sh': `. ./lib.sh\n${CALL}`, 'b/lib.sh': 'x=1\n' },
    [
      ['a/a.sh', 'a/lib.sh'],
      ['b/b.sh', 'b/lib.sh'],
    ],
  ],
  [
    'a library of which there are two, neither of them near',
    { 'a/a.sh': `. ./lib.sh\n${CALL}`, 'b/lib.sh': 'x=1\n', 'c/lib.sh': 'x=1\n' },
    [['a/a.sh', 'b/lib.sh', 'c/lib.sh']],
  ],
  ['Python in folders of their own', { 'a/a.py': PYTHON, 'b/b.py': PYTHON }, [['a/a.py'], ['b/b.py']]],
  ['Python in one folder', { 'a/a.py': PYTHON, 'a/b.py': PYTHON }, [['a/a.py', 'a/b.py']]],
  ['Python below', { 'a/a.py': PYTHON, 'a/x/b.py': PYTHON }, [['a/a.py', 'a/x/b.py']]],
  ['Python that imports', { 'a/a.py': `import b.b\n${PYTHON}`, 'b/b.py': PYTHON }, [['a/a.py', 'b/b.py']]],
  ['JavaScript in folders of their own', { 'a/a.js': FETCH, 'b/b.js': FETCH }, [['a/a.js'], ['b/b.js']]],
  ['JavaScript of one project', { 'p/package.json': '{}', 'p/a/a.js': FETCH, 'p/b/b.js': FETCH }, [['p/a/a.js', 'p/b/b.js']]],
  ['JavaScript that imports', { 'a/a.js': `import '../b/b.js';\n${FETCH}`, 'b/b.js': FETCH }, [['a/a.js', 'b/b.js']]],
  [
    'packages by name',
    { 'a/package.json': '{"name": "a"}', 'a/a.js': `import '@x/b';\n${FETCH}`, 'b/package.json': '{"name": "@x/b"}', 'b/b.js': FETCH },
    [['a/a.js', 'b/b.js']],
  ],
  [
    'a shell script and the Python that one in it imports',
    { 'a.sh': `python3 -c '\nimport b\n'\n${CALL}`, 'b.py': PYTHON },
    [['a.sh', 'b.py']],
  ],
  ['what matters to no one', { 'a.sh': 'echo\n', 'b.py': 'print(1)\n' }, []],
])('puts together %s', async (_, files, expected) => {
  expect(await groups(files)).toEqual(expected);
});

test('finds group by group what it finds in all at once', async () => {
  const folder = temporaryFolder({
    'a.sh': `. ./lib.sh\nget "https://jamf.example.com/JSSResource/sites"\n${CALL}`,
    'b.sh': `. ./lib.sh\nget "$jamf/JSSResource/users"\n`,
    'c/lib.sh': 'get() { curl -su "admin:Tr0ub4dor&3" "$1"; }\n',
    'lib.sh': 'get() { curl -su "$u:$p" "$1"; }\n',
    'd/p.py': PYTHON,
    'e/t.js': FETCH,
  });
  const options = { cwd: folder.path };
  const [whole, apart] = [await judge(await analyse(options), options), await scan(options)];
  expect(whole.findings.length).toBeGreaterThan(3);
  expect(apart.findings).toEqual(whole.findings);
  expect(apart.problems).toEqual(whole.problems);
  expect(apart.findings.map(apart.urls)).toEqual(whole.findings.map(whole.urls));
});

test('masks what only another group knows to be a secret', async () => {
  const folder = temporaryFolder({
    'a.sh': 'curl -u "$u:$p" "https://jamf.example.com/Tr0ub4dor&3/JSSResource/sites"\n',
    'b.sh': 'curl -u "admin:Tr0ub4dor&3" "https://jamf.example.com/JSSResource/sites"\n',
  });
  const { findings } = await scan({ cwd: folder.path });
  expect(findings.length).toBeGreaterThan(1);
  expect(JSON.stringify(findings)).not.toContain('Tr0ub4dor');
  expect(JSON.stringify(findings.filter(({ file }) => file === 'a.sh'))).toContain('•••');
});
