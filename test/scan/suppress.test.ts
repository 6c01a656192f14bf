import { expect, test } from 'vitest';
import { formatBaseline } from '../../src/findings/baseline.ts';
import type { ScanOptions } from '../../src/scan/options.ts';
import { scan } from '../../src/scan/scan.ts';
import { temporaryRepository } from '../support/repository.ts';

const CALL = 'curl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"';
const OK = '# unbasic-ignore classic-basic-auth: stays';

/** The suppression of each finding in a script, and the problems. */
async function suppressed(file: string, script: string, options: ScanOptions = {}): Promise<[(string | undefined)[], string[]]> {
  const { path } = temporaryRepository({ [file]: script });
  const { findings, problems } = await scan({ ...options, cwd: path });
  return [
    findings.map(({ suppression }) => suppression && `${suppression.kind}: ${suppression.reason}`),
    problems.map(({ message }) => message),
  ];
}

test.each<[string, string, (string | undefined)[]]>([
  ['above', `#!/bin/bash\nset -e\n${OK}\n${CALL}\n`, ['inline: stays']],
  ['above, and only the next call', `#!/bin/bash\nset -e\n${OK}\n${CALL}\n${CALL}\n`, ['inline: stays', undefined]],
  ['on the line', `#!/bin/bash\n${CALL} ${OK}\n`, ['inline: stays']],
  [
    'behind the last line of a continued command',
    `#!/bin/bash\ncurl -su "$u:$p" \\\n  "https://jamf.example.com/JSSResource/x" ${OK}\n`,
    ['inline: stays'],
  ],
  [
    'above a continued command',
    `#!/bin/bash\nset -e\n${OK}\nresult=$(\n  curl -su "$u:$p" \\\n  "https://jamf.example.com/JSSResource/x")\n`,
    ['inline: stays'],
  ],
  ['at the head', `#!/bin/bash\n${OK}\n\n${CALL}\n${CALL}\n`, ['inline: stays', 'inline: stays']],
  ['in a here-document', `#!/bin/bash\ncat > /tmp/x.sh <<'EOF'\n#!/bin/bash\nset -e\n${OK}\n${CALL}\nEOF\n`, ['inline: stays']],
  ['for another rule', `#!/bin/bash\nset -e\n# unbasic-ignore plain-http: stays\n${CALL}\n`, [undefined]],
  ['without a reason', `#!/bin/bash\nset -e\n# unbasic-ignore classic-basic-auth\n${CALL}\n`, [undefined]],
])('a comment %s', async (_, script, expected) => {
  expect((await suppressed('a.sh', script))[0]).toEqual(expected);
});

test.each<[string, string]>([
  ['a.py', `import requests\nrequests.get(\n    'https://jamf.example.com/JSSResource/x',\n    auth=(u, p),  ${OK}\n)\n`],
  ['a.py', `import requests\n${OK}\nrequests.get('https://jamf.example.com/JSSResource/x', auth=(u, p))\n`],
  [
    'a.ts',
    `// unbasic-ignore classic-basic-auth: stays\nfetch('https://jamf.example.com/JSSResource/x', {\n  headers: { Authorization: 'Basic ' + btoa(u + ':' + p) },\n});\n`,
  ],
])('%s', async (file, script) => {
  expect(await suppressed(file, script)).toEqual([['inline: stays'], []]);
});

test.each<[string, string, RegExp]>([
  [
    'silences nothing',
    `#!/bin/bash\n# jamf\nset -e\n${OK}\necho\n`,
    /^a\.sh:4: unbasic-ignore classic-basic-auth silences nothing on its line/,
  ],
  ['names no rule', `#!/bin/bash\nset -e\n# unbasic-ignore: stays\n${CALL}\n`, /^a\.sh:3: .*names no rule/],
  [
    'names a rule that there is not',
    `#!/bin/bash\nset -e\n# unbasic-ignore clasic-basic-auth: stays\n${CALL}\n`,
    /^a\.sh:3: .*did you mean classic-basic-auth/,
  ],
  ['gives no reason', `#!/bin/bash\nset -e\n# unbasic-ignore classic-basic-auth\n${CALL}\n`, /^a\.sh:3: .*gives no reason/],
  [
    'stands in a script without any call',
    '#!/bin/bash\n# unbasic-ignore-file plain-http: stays\n',
    /^a\.sh:2: .*silences nothing in this file/,
  ],
])('a comment that %s is reported', async (_, script, message) => {
  expect((await suppressed('a.sh', script))[1]).toEqual([expect.stringMatching(message)]);
});

test('a comment is not called useless because its finding is not shown', async () => {
  const script = `#!/bin/bash\nset -e\n${OK}\n${CALL}\n`;
  expect(await suppressed('a.sh', script, { rules: ['plain-http'] })).toEqual([[], []]);
});

test('a baseline follows a script that is renamed, indented and moved; a change of the call is new', async () => {
  const repository = temporaryRepository({ 'a.sh': `#!/bin/bash\n${CALL}\n` });
  const [finding] = (await scan({ cwd: repository.path })).findings;
  repository.write('unbasic.baseline.txt', formatBaseline([finding!]));
  repository.git('mv', 'a.sh', 'other.sh');
  repository.write('other.sh', `#!/bin/bash\n\nif true; then\n    ${CALL.replace(' "https', ' \\\n        "https')}\nfi\n`);
  const known = await scan({ cwd: repository.path, baseline: 'unbasic.baseline.txt' });
  expect(known.findings.map(({ suppression }) => suppression?.kind)).toEqual(['baseline']);
  expect(known.problems).toEqual([]);
  repository.write('other.sh', `#!/bin/bash\n${CALL.replace('buildings', 'sites')}\n`);
  const changed = await scan({ cwd: repository.path, baseline: 'unbasic.baseline.txt' });
  expect(changed.findings.map(({ suppression }) => suppression)).toEqual([undefined]);
  expect(changed.problems).toEqual([expect.objectContaining({ code: 'stale-baseline', message: expect.stringContaining('(a.sh)') })]);
});

test('a baseline holds no secret and does not change with one', async () => {
  const script = (secret: string): string => `#!/bin/bash\ncurl -su "api:${secret}" "https://jamf.example.com/JSSResource/buildings"\n`;
  const prints = await Promise.all(
    ['Tr0ub4dor&3', 'c0rrect-H0rse!'].map(async (secret) => {
      const { path } = temporaryRepository({ 'a.sh': script(secret) });
      return (await scan({ cwd: path })).findings.map(({ fingerprint }) => fingerprint);
    }),
  );
  expect(prints[0]).toEqual(prints[1]);
});

test('only a scan of everything calls entries stale', async () => {
  const repository = temporaryRepository({ 'a.sh': '#!/bin/bash\n', 'b/b.sh': '#!/bin/bash\n' });
  const gone = { fingerprint: 'a'.repeat(16), rule: 'plain-http', file: 'gone.sh' };
  repository.write('unbasic.baseline.txt', formatBaseline([gone, { ...gone, file: 'a.sh' }]));
  const baseline = 'unbasic.baseline.txt';
  expect((await scan({ cwd: repository.path, baseline })).problems).toHaveLength(1);
  expect((await scan({ cwd: repository.path, paths: ['b'], baseline })).problems).toEqual([]);
  expect((await scan({ cwd: repository.path, scope: { kind: 'staged' }, baseline })).problems).toEqual([]);
});

test('a fingerprint does not depend on what else is scanned', async () => {
  const { path } = temporaryRepository({
    'a.sh': '#!/bin/bash\ncurl -su "$user:$apiPassword1" "https://jamf.example.com/JSSResource/buildings"\n',
    'b.sh': '#!/bin/bash\ncurl -su "api:apiPassword1" "https://jamf.example.com/JSSResource/sites"\n',
  });
  const all = await scan({ cwd: path });
  const one = await scan({ cwd: path, paths: ['a.sh'] });
  expect(one.findings.map(({ fingerprint }) => fingerprint)).toEqual(
    all.findings.filter(({ file }) => file === 'a.sh').map(({ fingerprint }) => fingerprint),
  );
});
