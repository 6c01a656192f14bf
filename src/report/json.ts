import type { ScanResult } from '../scan/result.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';
import { tool } from './tool.ts';
import { totalsOf } from './totals.ts';

/** The part of the JSON report that the scripts alone decide. */
export function resultData({ findings, problems }: Pick<ScanResult, 'findings' | 'problems'>): object {
  return { findings, problems };
}

/** The published form: rules/data/report.schema.json. Holds no time and no absolute path. */
export const json: Reporter = (result) => [...jsonPieces(result)].join('');

/** A list of a report's object, item by item, as JSON.stringify indents it. */
function* listPieces(name: string, items: readonly object[]): Generator<string> {
  if (items.length === 0) {
    yield `,\n  "${name}": []`;
    return;
  }
  yield `,\n  "${name}": [`;
  for (const [index, item] of items.entries()) {
    yield `${index === 0 ? '' : ','}\n    ${jsonText(item, 2).replaceAll('\n', '\n    ')}`;
  }
  yield '\n  ]';
}

/** The same in pieces, made as they are asked for: a report can be larger than what one wants to hold. */
export function* jsonPieces(result: Pick<ScanResult, 'findings' | 'problems' | 'stats' | 'shard'>): Generator<string> {
  const { shard, findings, problems } = result;
  const head = { tool: tool(), summary: totalsOf(result), ...(shard ? { shard } : {}) };
  yield jsonText(head, 2).slice(0, -2);
  yield* listPieces('findings', findings);
  yield* listPieces('problems', problems);
  yield '\n}\n';
}
