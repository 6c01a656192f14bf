import { describe, expect, it } from 'vitest';
import { embeddedJavaScriptCalls } from '../../../src/languages/typescript/embedded.ts';
import { EmbeddedTextBuilder } from '../../../src/values/embedded.ts';
import { display } from '../../../src/values/text.ts';
import { unknown } from '../../../src/values/value.ts';
import { workspaceOf } from './workspace.ts';

const file = 'deploy.sh';

function embedded(parts: readonly (string | { value: string })[]) {
  const builder = new EmbeddedTextBuilder({ file, start: 100, end: 900 }, (name) => name);
  let at = 100;
  for (const part of parts) {
    const length = typeof part === 'string' ? part.length : part.value.length + 1;
    const span = { file, start: at, end: at + length };
    if (typeof part === 'string') builder.text(part, span, true);
    else builder.value(unknown(part.value, 'environment', span), span);
    at += length;
  }
  return embeddedJavaScriptCalls(builder.build(), ['node -e'], workspaceOf({}), file);
}

describe('JavaScript in other scripts', () => {
  it('gives positions of the outer file and values of the script around it', async () => {
    const script = [
      "fetch('https://j/JSSResource/a/id/' + ",
      { value: 'id' },
      ", { headers: { Authorization: 'Basic ' + btoa(u + ':' + p) } })",
    ];
    const { calls } = await embedded(script);
    expect(calls.map(({ span, url, embedded: how, language }) => ({ span, url: url.alternatives.map(display), how, language }))).toEqual([
      { span: { file, start: 100, end: 204 }, url: ['https://j/JSSResource/a/id/{id}'], how: ['node -e'], language: 'typescript' },
    ]);
  });

  it('finds a shell script inside', async () => {
    const { calls } = await embedded(["require('child_process').execSync('curl -u u:p https://j/JSSResource/a')"]);
    expect(calls.map(({ client, span }) => [client, span.file])).toEqual([['curl', file]]);
  });

  it.each(['', '((((', "console.log('JSSResource Basic')", 'fetch(', '\u0000'])('%j: nothing to find', async (script) => {
    expect((await embedded([script])).calls.filter((call) => call.credentials.length > 0)).toEqual([]);
  });
});
