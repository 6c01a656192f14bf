import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killOverAndOver } from './campaign.ts';

// npm run kill-test -- --times 500 [--seed 1]: kills real migrations and says what they left. Ends with 1 where anything was lost.
const { values } = parseArgs({ options: { times: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } });
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unbasic-kill-')));
const say = (text: string): void => {
  process.stdout.write(text);
};

try {
  const { failures, ...figures } = await killOverAndOver({
    root: process.cwd(),
    folder,
    times: Number(values.times),
    seed: Number(values.seed),
    onKill: (done, failed) => {
      if (done % 25 === 0) say(`${done} kills, ${failed} failures\n`);
    },
  });
  for (const failure of failures) say(`FAILED ${failure}\n`);
  say(`${JSON.stringify(figures)}\n${figures.kills} kills, ${failures.length} failures\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
