import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scan } from '../../src/index.ts';
import { loadRules } from '../../src/rules/load.ts';

interface Block {
  readonly kind: 'incorrect' | 'correct';
  readonly language: string;
  readonly line: number;
  readonly code: string;
}

const NAMES: Readonly<Record<string, string>> = { sh: 'example.sh', python: 'example.py', ts: 'example.ts' };
const BLOCK = /^<!-- (incorrect|correct) -->\n```(\w+)\n([\s\S]*?)^```$/gm;

function blocksOf(page: string): Block[] {
  return [...page.matchAll(BLOCK)].map((match) => ({
    kind: match[1] as Block['kind'],
    language: match[2]!,
    line: page.slice(0, match.index).split('\n').length,
    code: match[3]!,
  }));
}

async function rulesReporting(block: Block): Promise<string[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'page-'));
  try {
    writeFileSync(join(cwd, NAMES[block.language]!), block.code);
    const { findings } = await scan({ cwd });
    return findings.map((finding) => finding.rule);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const { rules } = await loadRules();

describe.each(rules.map((rule) => ({ id: rule.id, page: readFileSync(rule.page!, 'utf8') })))('$id', ({ id, page }) => {
  const blocks = blocksOf(page);

  test('has blocks of both kinds, and every block with a marker is run', () => {
    expect(new Set(blocks.map((block) => block.kind))).toEqual(new Set(['incorrect', 'correct']));
    expect(blocks.length).toBe(page.split('\n').filter((line) => /^<!--/.test(line)).length);
    for (const block of blocks) expect(Object.keys(NAMES)).toContain(block.language);
  });

  test('has the parts of a page', () => {
    const headings = page
      .replace(/^```[\s\S]*?^```$/gm, '')
      .split('\n')
      .filter((line) => /^#{1,3} /.test(line));
    expect(headings.slice(1)).toEqual([
      '## Why',
      '## What to do',
      '### In Jamf Pro',
      '### In the script',
      '## Examples',
      '## When not to use it',
      '## Sources',
    ]);
  });

  test.each(blocks.filter((block) => block.kind === 'incorrect'))('line $line ($language) is reported', async (block) => {
    expect(await rulesReporting(block)).toContain(id);
  });

  test.each(blocks.filter((block) => block.kind === 'correct'))('line $line ($language) is not reported', async (block) => {
    expect(await rulesReporting(block)).not.toContain(id);
  });
});
