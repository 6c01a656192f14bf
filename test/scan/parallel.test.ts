import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { languagesForWorkers } from '../../src/scan/parallel.ts';
import { runCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/repository.ts';

const SHELL = '#!/bin/sh\ncurl -su "$user:$password" "$jamf_url/JSSResource/buildings"\n';
const PYTHON = 'import requests\nrequests.get(jamf_url + "/JSSResource/sites", auth=(user, password))\n';

function files(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `script-${index}`);
}

test('a language with few files stays on the main thread', () => {
  expect(
    languagesForWorkers(
      new Map([
        ['python', files(39)],
        ['shell', files(39)],
      ]),
    ),
  ).toEqual([]);
});

test('one language always stays on the main thread', () => {
  expect(languagesForWorkers(new Map([['shell', files(500)]]))).toEqual([]);
});

test.skipIf(availableParallelism() < 2)('threads find what the main thread finds, in the same order', () => {
  const tree: Record<string, string> = {};
  for (const name of files(45)) {
    tree[`shell/${name}.sh`] = SHELL;
    tree[`python/${name}.py`] = PYTHON;
  }
  const folder = temporaryFolder(tree);
  const together = JSON.parse(runCli(['--format', 'json', '.'], { cwd: folder.path }).stdout);
  const apart = ['python', 'shell'].flatMap((name) => JSON.parse(runCli(['--format', 'json', name], { cwd: folder.path }).stdout).findings);
  expect(together.findings.filter((finding: { rule: string }) => finding.rule === 'classic-basic-auth')).toHaveLength(90);
  expect(together.findings).toEqual(apart);
  expect(together.problems).toEqual([]);
});
