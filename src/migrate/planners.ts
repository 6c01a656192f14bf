import type { PlannerLoaders } from './planner.ts';

/** The planners, each loaded only when a file of its language has something to migrate. */
export const PLANNER_LOADERS: PlannerLoaders = {
  python: async () => (await import('./python/index.ts')).pythonPlanner,
  shell: async () => (await import('./shell/index.ts')).shellPlanner,
  typescript: async () => (await import('./typescript/index.ts')).typescriptPlanner,
};
