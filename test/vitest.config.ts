import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Guards against what never ends; a machine that does other work may take long over what does. */
const PATIENCE = 300_000;

/** The files that take longest: begun last, one of them would go on alone. */
const LONG = ['migrate/behaviour', 'migrate/cases', 'migrate/helpers/token-shell', 'cli/cli.', 'cli/configuration', 'syntax/large'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = LONG.findIndex((part) => moduleId.includes(part));
      return index < 0 ? LONG.length : index;
    };
    return (await super.sort(files)).sort((left, right) => rank(left) - rank(right));
  }
}

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    // Many tests wait for processes: one worker more than a small machine has cores.
    maxWorkers: 3,
    // Loading the sources anew for each file took a third of the processor time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
