import { ts } from 'ts-morph';
import { parseUnit } from '../../languages/typescript/syntax/unit.ts';
import type { Planner } from '../planner.ts';
import { planFiles } from './plan.ts';

/** TypeScript and JavaScript: what a request is authenticated with becomes a token that is asked for with each request. */
export const typescriptPlanner: Planner = {
  plan: async (input) => planFiles(input),
  syntaxErrors: async ({ path, text }) => {
    const { root } = parseUnit(path, text);
    const { parseDiagnostics = [] } = root as ts.SourceFile & {
      parseDiagnostics?: readonly { readonly category: ts.DiagnosticCategory }[];
    };
    return parseDiagnostics.filter(({ category }) => category === ts.DiagnosticCategory.Error).length;
  },
};
