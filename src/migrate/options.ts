import type { ScanOptions } from '../scan/options.ts';
import type { MigrationOptions } from './plan.ts';
import type { PlannerLoaders } from './planner.ts';

export interface MigrateOptions
  extends Pick<ScanOptions, 'cwd' | 'paths' | 'maxFileSize' | 'onProgress' | 'languages' | 'settings' | 'ignoreUnknown'> {
  /** `auto` by default. */
  readonly auth?: MigrationOptions['auth'] | undefined;
  /** `option` by default. */
  readonly bearerStyle?: MigrationOptions['bearerStyle'] | undefined;
  /** `suggested` by default: everything that can be changed. */
  readonly level?: MigrationOptions['level'] | undefined;
  /** A file that scripts are to source for the helper, relative to `cwd`; without it each script holds its own. */
  readonly helper?: string | undefined;
  /** Planners in place of the built-in ones. */
  readonly planners?: PlannerLoaders | undefined;
}
