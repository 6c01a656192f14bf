import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type HelperPart,
  type HelperPython,
  PYTHON_HELPER_END,
  PYTHON_HELPER_START,
  type PythonHelperOptions,
  pythonHelper,
} from '../../../src/migrate/helpers/python-helper.ts';
import type { AuthFlow } from '../../../src/migrate/plan.ts';
import { scan } from '../../../src/scan/scan.ts';

const FLOWS: readonly AuthFlow[] = ['auto', 'client', 'user'];
const PYTHONS: readonly HelperPython[] = ['any', 'py2', 'py3'];
const SETS: readonly (readonly [PythonHelperOptions['transport'], readonly HelperPart[]])[] = [
  ['requests', ['requests']],
  ['requests', ['requests', 'token', 'headers']],
  ['httpx', ['httpx']],
  ['urllib', ['aiohttp']],
  ['urllib', ['header']],
  ['urllib', ['request']],
  ['urllib', ['headers']],
  ['urllib', ['token']],
  ['urllib', ['handler']],
  ['requests', ['requests', 'httpx', 'aiohttp', 'header', 'request', 'headers', 'token', 'handler']],
];

const VARIANTS = FLOWS.flatMap((auth) =>
  PYTHONS.flatMap((python) => SETS.map(([transport, parts]): PythonHelperOptions => ({ auth, python, transport, parts: new Set(parts) }))),
);

/** Has Python parse texts, and say which names a text uses that nothing in it defines, and which imports it does not use. */
const CHECK = `
import ast, builtins, json, sys
for text in json.load(sys.stdin):
    tree = ast.parse(text)
    imported = [alias.asname or alias.name for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    bound = set(imported) | set(dir(builtins))
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else bound).add(node.id)
    print(sorted(used - bound), sorted(set(imported) - used))
`;

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', ''], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the text', () => {
  test.each(VARIANTS)('of %o is whole', (options) => {
    const text = pythonHelper(options);
    expect(text.startsWith(`${PYTHON_HELPER_START}\n`)).toBe(true);
    expect(text.endsWith(`\n\n\n${PYTHON_HELPER_END}\n`)).toBe(true);
    expect(text).not.toMatch(/^#: |\t|\n{4,}|[^\n\x20-\x7e]| \n/m);
  });

  test.skipIf(!hasPython())('of every variant parses, defines all that it uses and imports nothing else', () => {
    const answer = execFileSync('python3', ['-c', CHECK], { input: JSON.stringify(VARIANTS.map(pythonHelper)), encoding: 'utf8' });
    expect(new Set(answer.trim().split('\n'))).toEqual(new Set(['[] []']));
  });

  test.each<[HelperPart, string, readonly string[]]>([
    ['requests', 'class UnbasicAuth(', ['urllib.request', 'def unbasic_bearer(', 'httpx']],
    ['httpx', 'class UnbasicHttpxAuth(', ['import requests', 'def unbasic_bearer(']],
    ['token', 'def unbasic_token(', ['UnbasicAuth', 'def unbasic_bearer(', 'import requests']],
    ['header', 'def unbasic_bearer(', ['UnbasicAuth', 'def unbasic_request(', 'def unbasic_token(']],
    ['handler', 'class UnbasicHandler(', ['UnbasicAuth', 'def unbasic_bearer(', 'def unbasic_token(']],
  ])('for %s holds %s and nothing of %s', (part, own, others) => {
    const transport = part === 'requests' || part === 'httpx' ? part : 'urllib';
    const text = pythonHelper({ auth: 'user', python: 'py3', transport, parts: new Set([part]) });
    expect(text).toContain(own);
    for (const other of others) expect(text).not.toContain(other);
    expect(text).not.toContain('oauth');
    expect(text).not.toContain('urllib2');
  });
});

describe('a scan', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'python-helper-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('finds nothing in the text', async () => {
    const every = new Set(SETS.flatMap(([, parts]) => parts));
    writeFileSync(join(folder, 'helper.py'), pythonHelper({ auth: 'auto', python: 'any', transport: 'requests', parts: every }));
    expect((await scan({ cwd: folder })).findings).toEqual([]);
  });
});
