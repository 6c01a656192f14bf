import { expect, test } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import { temporaryRepository } from '../support/repository.ts';

const CALL = 'curl -su "$4:$5" "https://jamf.example.com/JSSResource/buildings"';

test.each<[string, string, number]>([
  ['alone in its script', `#!/bin/bash\nset -e\n# unbasic-ignore classic-basic-auth: the old server stays\n${CALL}\n`, 0],
  ['beside one that is not kept', `#!/bin/bash\nset -e\n# unbasic-ignore classic-basic-auth: the old server stays\n${CALL}\n${CALL}\n`, 1],
])('a call that a comment keeps stays as it is, %s', async (_, script, changed) => {
  const { path } = temporaryRepository({ 'a.sh': script });
  const { changes, calls } = await migrate({ cwd: path });
  expect(changes).toHaveLength(changed);
  expect(calls.filter(({ status }) => status === 'migrated')).toHaveLength(changed);
  expect(calls.find(({ status }) => status === 'manual')?.reason).toEqual({
    id: 'suppressed',
    message: 'A comment in the script keeps this call: the old server stays',
  });
  if (changed) expect(String(changes[0]!.after)).toContain(`stays\n${CALL}\n`);
});
