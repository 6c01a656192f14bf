import type { EmbeddedText } from '../../values/embedded.ts';
import type { Extraction, Workspace } from '../language.ts';

/**
 * Finds the HTTP calls of a JavaScript that a file of another language holds (`osascript -l JavaScript`, `node -e`).
 * @param text the script, with its places in the file
 * @param embedded the scripts around it, outermost first, its own kind last
 * @param file the path of the file that holds it
 */
export async function embeddedJavaScriptCalls(
  text: EmbeddedText,
  embedded: readonly string[],
  workspace: Workspace,
  file: string,
): Promise<Extraction> {
  const { extractEmbedded } = await import('./extract.ts');
  return extractEmbedded(text, embedded, workspace, file);
}
