import type { SourceFile } from '../../files/source.ts';
import type { Extraction, Language, Workspace } from '../language.ts';
import { loadGrammar } from '../tree-sitter/engine.ts';
import { PythonProject } from './project.ts';

async function extract(files: readonly SourceFile[], workspace: Workspace): Promise<Extraction> {
  const project = new PythonProject(await loadGrammar('python'), workspace);
  project.runFiles(files);
  return project.finish();
}

/** Python 2 and 3. */
export const python: Language = { id: 'python', extract };
