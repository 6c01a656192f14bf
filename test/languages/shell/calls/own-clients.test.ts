import { expect, test } from 'vitest';
import { loadSettings } from '../../../../src/config/load.ts';
import { scan } from '../../../../src/scan/scan.ts';
import { temporaryRepository } from '../../../support/repository.ts';

test('each scan of a process goes by the clients of its own settings', async () => {
  const { path } = temporaryRepository({
    'a.sh': '#!/bin/sh\n# curl\njcurl -u "$u:$p" https://jamf.example.com/JSSResource/sites\n',
    'unbasic.config.json': '{ "clients": { "jcurl": "curl" } }',
  });
  const settings = await loadSettings(path);
  const found = async (own: boolean) => (await scan({ cwd: path, ...(own && { settings }) })).findings.map(({ rule }) => rule);
  expect(await found(false)).toEqual([]);
  expect(await found(true)).toEqual(['classic-basic-auth']);
  expect(await found(false)).toEqual([]);
});
