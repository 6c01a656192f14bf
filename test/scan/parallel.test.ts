import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { threadsFor } from '../../src/scan/parallel.ts';
import { runCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/repository.ts';

const SHELL = '#!/bin/sh\ncurl -su "$user:$password" "$jamf_url/JSSResource/buildings"\n';
const PYTHON = 'import requests\nrequests.get(jamf_url + "/JSSResource/sites", auth=(user, password))\n';

/** A megabyte of scripts is worth a thread. */
const LONG = `# ${'x'.repeat(20_000)}\n`;

function files(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `script-${index}`);
}

test.each<[string, number, number, number, number, number]>([
  ['few scripts stay on the main thread', 59, 10_000, 100, 4, 0],
  ['light scripts too', 100, 1000, 100, 4, 0],
  ['heavy ones get threads', 100, 20_000, 100, 4, 3],
  ['as many as there are processors', 100, 20_000, 100, 2, 1],
  ['as many as they are worth', 100, 4000, 100, 8, 1],
  ['none where all paths would be held many times', 100, 20_000, 100_000, 4, 0],
  ['none on one processor', 100, 20_000, 100, 1, 0],
])('%s', (_, count, weight, paths, processors, expected) => {
  const groups = Array.from({ length: count }, () => ({ scripts: 1, weight }));
  expect(threadsFor(groups, paths, processors)).toBe(expected);
});

test('one group cannot be parted', () => {
  expect(threadsFor([{ scripts: 5000, weight: 1e9 }], 100, 8)).toBe(0);
});

test.skipIf(availableParallelism() < 2)('threads find what the main thread finds, in the same order', () => {
  const tree: Record<string, string> = {};
  for (const name of files(45)) {
    tree[`shell/${name}.sh`] = LONG + SHELL;
    tree[`python/${name}.py`] = LONG + PYTHON;
  }
  const folder = temporaryFolder(tree);
  const together = JSON.parse(runCli(['--format', 'json', '.'], { cwd: folder.path }).stdout);
  const apart = ['python', 'shell'].flatMap((name) => JSON.parse(runCli(['--format', 'json', name], { cwd: folder.path }).stdout).findings);
  expect(together.findings.filter((finding: { rule: string }) => finding.rule === 'classic-basic-auth')).toHaveLength(90);
  expect(together.findings).toEqual(apart);
  expect(together.problems).toEqual([]);
});
