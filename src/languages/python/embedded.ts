import type { EmbeddedText } from '../../values/embedded.ts';
import type { Extraction, Workspace } from '../language.ts';
import { loadGrammar } from '../tree-sitter/engine.ts';
import { PythonProject } from './project.ts';
import { parseModule } from './syntax/parse.ts';
import { type Cell, string } from './values/abstract.ts';

/**
 * Finds the calls in a Python script that another script holds: `python3 - <<EOF`, `python -c '…'`. Positions are those of the
 * real file; names that stand for values of the script around it evaluate to them.
 * @param how the scripts around it, outermost first
 * @param file the file it stands in
 */
export async function embeddedPythonCalls(
  text: EmbeddedText,
  how: readonly string[],
  workspace: Workspace,
  file: string,
): Promise<Extraction> {
  const grammar = await loadGrammar('python');
  const project = new PythonProject(grammar, workspace);
  const globals = new Map<string, Cell>();
  for (const [name, value] of text.foreign) globals.set(name, { value: string(value) });
  const module = parseModule(grammar, text.text, (start, end) => text.locate(start, end), true);
  project.runModule(file, module, globals);
  const { calls, sightings, problems } = await project.finish();
  return { calls: calls.map((call) => ({ ...call, embedded: [...how, ...call.embedded] })), sightings, problems };
}
