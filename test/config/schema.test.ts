import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { PARTS } from '../../src/cli/init/parts.ts';
import { ConfigReader } from '../../src/config/config-reader.ts';
import { CONFIG_KEYS, readConfig } from '../../src/config/keys.ts';
import { locatedOf } from '../../src/config/parse.ts';
import { CLIENT_PROGRAMS } from '../../src/http/clients.ts';
import { ROOT } from '../support/cli.ts';

const schema = JSON.parse(readFileSync(join(ROOT, 'rules/data/config.schema.json'), 'utf8'));
const validate = new Ajv({ allowUnionTypes: true, strictTypes: false }).compile(schema);

/** Whether we take a configuration, and whether the schema does. */
function judged(config: unknown): [ours: boolean, schemas: boolean] {
  let ours = true;
  try {
    readConfig(locatedOf(config, 'x.json'), new ConfigReader('x.json'), '/folder');
  } catch {
    ours = false;
  }
  return [ours, validate(config) as boolean];
}

test('the schema has the keys that there are', () => {
  expect(Object.keys(schema.properties).sort()).toEqual([...CONFIG_KEYS].sort());
  expect(schema.properties.clients.additionalProperties.enum.toSorted()).toEqual([...CLIENT_PROGRAMS].sort());
  for (const property of Object.values<{ description?: string }>(schema.properties)) expect(property.description).toMatch(/\.$/);
});

test.each<[unknown]>([
  [{}],
  [{ $schema: './x.json', extends: './base.json', include: ['src/'], exclude: ['*.bak', '!x.bak'] }],
  [{ extends: ['./a.yaml', '@acme/b'], rules: { 'plain-http': 'off', 'insecure-tls': 'error' } }],
  [{ severity: 'warning', failOn: 'never', maxFileSize: '1.5 MB' }],
  [{ maxFileSize: 500_000, servers: ['mdm.example.com', '*.example.com', 'mdm:8443'], clients: { jcurl: 'curl' } }],
  [{ endpoints: { otherHosts: ['example.com'], classic: { resources: ['things'] }, jamf: { ports: ['9443'] } } }],
  [{ ruleFolders: 'rules', baseline: false, migration: { auth: 'client', bearerStyle: 'header', level: 'safe', helper: 'lib/token.sh' } }],
  [{ ruleFolders: ['a', 'b'], baseline: 'known.txt', migration: {} }],
  [JSON.parse(PARTS[0]!.content({ root: '/nowhere', servers: ['mdm.example.com'] }))],
])('%j is taken by both', (config) => expect(judged(config)).toEqual([true, true]));

test.each<[unknown]>([
  [[]],
  [{ sevrers: [] }],
  [{ include: 'src' }],
  [{ exclude: [1] }],
  [{ rules: { 'plain-http': 'warn' } }],
  [{ severity: 'never' }],
  [{ failOn: 'off' }],
  [{ maxFileSize: 'huge' }],
  [{ servers: ['https://mdm.example.com'] }],
  [{ clients: { jcurl: 'crul' } }],
  [{ clients: { 'bin/jcurl': 'curl' } }],
  [{ ruleFolders: '' }],
  [{ baseline: true }],
  [{ migration: { auth: 'both' } }],
  [{ migration: { write: true } }],
])('%j is refused by both', (config) => expect(judged(config)).toEqual([false, false]));
