import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { probe, probeZsh, projectOf } from './probe.ts';
it('x', () => { for (const l of JSON.parse(readFileSync('/tmp/b1/q.json','utf8'))) { try { process.stdout.write(JSON.stringify(l) + '  =>  ' + JSON.stringify((l.startsWith('Z ')?probeZsh:probe)(l.replace(/^Z /,''))) + '\n'); } catch(e) {process.stdout.write(JSON.stringify(l)+String((e as Error).stack).slice(0,800)+'\n')} } });
