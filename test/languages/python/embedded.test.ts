import { expect, test } from 'vitest';
import { embeddedPythonCalls } from '../../../src/languages/python/embedded.ts';
import { EmbeddedTextBuilder } from '../../../src/values/embedded.ts';
import { display } from '../../../src/values/text.ts';
import { text, unknown } from '../../../src/values/value.ts';
import { workspaceOf } from './calls.ts';

test('positions are those of the outer file, and names of the outer script evaluate to its values', async () => {
  const outer = 'python3 - <<EOF\nimport requests\nrequests.get("$url/JSSResource/sites", auth=("$user", "b"))\nEOF\n';
  const place = (start: number, end: number) => ({ file: 'x.sh', start, end });
  const at = (content: string): number => outer.indexOf(content);
  const span = place(16, outer.length - 4);
  const builder = new EmbeddedTextBuilder(span, (name) => name);
  builder.text(outer.slice(16, at('$url')), place(16, at('$url')), true);
  builder.value(unknown('url', 'environment'), place(at('$url'), at('$url') + 4));
  builder.text(outer.slice(at('/JSS'), at('$user')), place(at('/JSS'), at('$user')), true);
  builder.value(text('admin'), place(at('$user'), at('$user') + 5));
  builder.text(outer.slice(at('", "b"'), at('\nEOF')), place(at('", "b"'), at('\nEOF')), true);
  const { calls } = await embeddedPythonCalls(builder.build(), ['here-document'], workspaceOf({}), 'x.sh');
  expect(
    calls.map((call) => [
      outer.slice(call.span.start, call.span.end),
      call.url.alternatives.map(display).join(' or '),
      call.credentials[0]?.user?.alternatives.map(display).join(' or '),
      call.embedded,
    ]),
  ).toEqual([['requests.get("$url/JSSResource/sites", auth=("$user", "b"))', '{url}/JSSResource/sites', 'admin', ['here-document']]]);
});
