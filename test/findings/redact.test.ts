import { describe, expect, test } from 'vitest';
import { Redactor } from '../../src/findings/redact.ts';
import type { Credential } from '../../src/http/call.ts';
import type { Value } from '../../src/values/value.ts';
import { basic, call } from '../support/call.ts';
import { value } from '../support/sequence.ts';

const TEXT = 'pass="Tr0ub4dor&3"\nshort="ab"\ncurl -u "$u:$pass" "$url"\n# Tr0ub4dor&3 is the password; ab is a word\n';

function written(text: string): Value {
  const start = TEXT.indexOf(text);
  return {
    alternatives: [[{ kind: 'text', text, span: { file: 'jamf.sh', start, end: start + text.length }, exact: true }]],
    truncated: false,
  };
}

function redactor(changes: Partial<Credential>): Redactor {
  return new Redactor([call(value('<url>/JSSResource/computers'), { credentials: [basic(changes)] })]);
}

const all = (subject: Redactor) => subject.maskSource({ path: 'jamf.sh', text: TEXT }, 0, TEXT.length);

test('a secret is masked where it is written and wherever it stands again', () => {
  expect(all(redactor({ password: written('Tr0ub4dor&3') }))).toBe(TEXT.replaceAll('Tr0ub4dor&3', '•••'));
});

test('a short one is masked only where it is written', () => {
  expect(all(redactor({ password: written('ab') }))).toBe(TEXT.replace('"ab"', '"•••"'));
});

test('a file of another name has no places of its own', () => {
  const subject = redactor({ password: written('ab') });
  expect(subject.maskSource({ path: 'other.sh', text: TEXT }, 0, TEXT.length)).toBe(TEXT);
});

test('a part of a source that starts or ends inside a secret shows none of it', () => {
  const subject = redactor({ password: written('Tr0ub4dor&3') });
  expect(subject.maskSource({ path: 'jamf.sh', text: TEXT }, 0, 9)).toBe('pass="•••');
  expect(subject.maskSource({ path: 'jamf.sh', text: TEXT }, 9, 18)).toBe('•••"');
});

test('a text without secrets stays as it is', () => {
  const text = 'curl -u "$u:$p" https://jamf.example.com/JSSResource/computers';
  expect(redactor({ password: value('<p>') }).maskText(text)).toBe(text);
  expect(new Redactor([]).maskText(text)).toBe(text);
});

test.each<[string, Partial<Credential>, string]>([
  ['a password', { password: value('S3cr3t-9') }, 'S3cr3t-9'],
  ['a pair', { user: value('api'), password: value('zz') }, 'api:zz'],
  ['a pair in base64', { user: value('api'), password: value('S3cr3t!') }, 'YXBpOlMzY3IzdCE='],
  ['an encoded pair', { user: undefined, password: undefined, encoded: value('YXBpOlMzY3IzdCE=') }, 'YXBpOlMzY3IzdCE='],
  ['what an encoded pair stands for', { user: undefined, password: undefined, encoded: value('YXBpOlMzY3IzdCE=') }, 'S3cr3t!'],
])('%s is masked in any text', (_, changes, secret) => {
  const masked = redactor(changes).maskText(`before ${secret} after`);
  expect(masked).toBe('before ••• after');
});

test('user information in any URL is masked, but not references', () => {
  const subject = redactor({});
  expect(subject.maskText('https://api:x@jamf.example.com/a')).toBe('https://•••@jamf.example.com/a');
  expect(subject.maskText('https://{user}:{password}@{host}/a')).toBe('https://{user}:{password}@{host}/a');
});

describe('text around that no reader was asked about', () => {
  test('is masked by its looks too', () => {
    const text = '# old: curl -u api:hunter2 https://jamf.example.com\n';
    expect(redactor({}).maskUnread({ path: 'jamf.sh', text }, 0, text.length)).toBe('# old: curl -u ••• https://jamf.example.com\n');
  });
});
