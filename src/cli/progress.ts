import type { Progress } from '../scan/options.ts';
import { print } from './output.ts';

/** A run shorter than this shows no progress. */
const PATIENCE = 400;
/** So many files take long enough to say so at once. */
const LONG_RUN = 50;
/** The width of a terminal that does not tell it: 0 columns in some containers. */
const WIDTH = 80;
const CLEAR_LINE = '\r\u001b[K';

/** A line on the terminal that says how far a long scan has come. Nothing where standard error is no terminal. */
export function progressLine(enabled: boolean): { update(progress: Progress): void; end(): void } {
  const stream = process.stderr;
  if (!enabled || !stream.isTTY) return { update() {}, end() {} };
  const start = performance.now();
  let shown = false;
  return {
    update({ phase, language, done, total }) {
      if (total < LONG_RUN && performance.now() - start < PATIENCE) return;
      const count = total > 0 ? ` ${done} of ${total}` : '';
      print(
        stream,
        `${CLEAR_LINE}${phase}${language ? ` ${language}` : ''}${count} …`.slice(0, (stream.columns || WIDTH) + CLEAR_LINE.length - 1),
      );
      shown = true;
    },
    end() {
      if (shown) print(stream, CLEAR_LINE);
    },
  };
}
