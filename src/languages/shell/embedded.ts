import type { BranchArm } from '../../http/call.ts';
import type { Span, Value } from '../../values/value.ts';
import { tooComplex } from '../budget.ts';
import type { Extraction, Workspace } from '../language.ts';
import { type Grammar, withGrammar } from '../tree-sitter/engine.ts';
import { ShellExtractor } from './calls/extractor.ts';
import { scriptTexts } from './embedding.ts';
import { ShellProject } from './project.ts';

/** A shell script that a program of another language runs: `os.system(…)`, `exec(…)`. */
export interface EmbeddedShellScript {
  readonly value: Value;
  /** Where it stands, for parts without a place of their own. */
  readonly span: Span;
  /** What runs it, for reports: `os.system`. */
  readonly how: string;
  readonly branches: readonly BranchArm[];
}

function extractWith(grammar: Grammar, script: EmbeddedShellScript, workspace: Workspace): Extraction {
  const project = new ShellProject(grammar, workspace);
  const extractor = new ShellExtractor(project, script.branches);
  const { file } = script.span;
  for (const text of scriptTexts(script.value, script.span)) {
    project.startBudget();
    project.attempt(file, () => {
      const inner = project.parse(text, { file, dialect: 'bash', embedded: [script.how] });
      project.index(inner);
      extractor.script(inner);
    });
  }
  return { calls: extractor.calls, sightings: [], problems: [...project.tooComplex].map(tooComplex) };
}

/** Finds the calls in a shell script held in a string. Positions are those of the outer file; the scripts' own functions and variables are seen, the outer program's come in as values. */
export function embeddedShellCalls(script: EmbeddedShellScript, workspace: Workspace): Promise<Extraction> {
  return withGrammar('bash', (grammar) => extractWith(grammar, script, workspace));
}
