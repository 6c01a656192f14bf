import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/gather.ts';
import { loadAuditReporter } from '../../src/report/audit/formats.ts';
import { roleText } from '../../src/report/role-text.ts';
import { temporaryFolder } from '../support/repository.ts';

const SECRET = 'Pr0bably-S3cret!';
const ENCODED = Buffer.from(`apiuser:${SECRET}`).toString('base64');

const SCRIPTS: Readonly<Record<string, string>> = {
  'option.sh': `curl -su "apiuser:${SECRET}" "https://jamf.example.com/JSSResource/computers"\n`,
  'header.sh': `curl -H "Authorization: Basic ${ENCODED}" "https://jamf.example.com/JSSResource/computers"\n`,
  'userinfo.sh': `curl "https://apiuser:${SECRET}@jamf.example.com/JSSResource/computers"\n`,
  'in-path.sh': `pass='${SECRET}'\ncurl -su "apiuser:$pass" "https://jamf.example.com/JSSResource/users/name/$pass"\n`,
  'script.py': `import requests\nrequests.get("https://jamf.example.com/JSSResource/computers", auth=("apiuser", "${SECRET}"))\n`,
  'dynamic.sh': `# jamf\ncurl -su "apiuser:${SECRET}" "$1"\n`,
};

test('no form of the migration report, and no role, names a literal secret', async () => {
  const { path } = temporaryFolder();
  for (const [name, content] of Object.entries(SCRIPTS)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  const gathered = await audit({ cwd: path });
  expect(gathered.files.map(({ file }) => file)).toEqual(Object.keys(SCRIPTS).sort());
  const texts = [roleText(gathered.role!, { color: 0, columns: undefined })];
  for (const format of ['html', 'markdown', 'csv', 'json'] as const) {
    texts.push((await loadAuditReporter(format))(gathered, { date: '2026-11-22', isDateGiven: true }));
  }
  for (const text of texts) for (const secret of [SECRET, ENCODED]) expect(text.includes(secret)).toBe(false);
});
