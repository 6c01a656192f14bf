import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { type HelperForm, TYPESCRIPT_HELPER_END, TYPESCRIPT_HELPER_START, typescriptHelper } from '../helpers/typescript-helper.ts';
import type { AuthFlow } from '../plan.ts';
import type { Change, HelperNeeds } from './change.ts';
import type { Project } from './project.ts';
import { styleOf } from './style.ts';
import { isEsm } from './waiting.ts';

/** What a file is written in, as far as a helper in it is concerned. */
export function formOf(path: string, root: ts.SourceFile, project: Project): HelperForm {
  const extension = posix.extname(path).toLowerCase();
  if (/^\.[mc]?tsx?$/.test(extension)) return 'typescript';
  if (extension === '.mjs') return 'esm';
  if (extension === '.cjs') return 'commonjs';
  if (extension === '.gs' || /\bUrlFetchApp\s*\./.test(root.text)) return 'apps-script';
  if (isEsm(root)) return 'esm';
  if (/\brequire\s*\(|\bmodule\.exports\b|\bexports\./.test(root.text)) return 'commonjs';
  return project.packageType(project.program.unit(path)!) === 'module' ? 'esm' : 'commonjs';
}

function isRequire(node: ts.Statement): boolean {
  return (
    ts.isVariableStatement(node) &&
    node.declarationList.declarations.every(({ initializer }) => initializer !== undefined && /^require\s*\(/.test(initializer.getText()))
  );
}

/** Where a helper stands: behind the directives and the imports at the top, in front of everything else. */
function placeFor(root: ts.SourceFile): number {
  let end = ts.getShebang(root.text)?.length ?? 0;
  for (const statement of root.statements) {
    const isDirective = ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
    if (!isDirective && !ts.isImportDeclaration(statement) && !ts.isImportEqualsDeclaration(statement) && !isRequire(statement)) break;
    end = statement.end;
  }
  if (end === 0) return 0;
  const rest = /^[^\n]*\n?/.exec(root.text.slice(end))?.[0] ?? '';
  return end + rest.length;
}

/** The helper that a file has already: where it stands, and what it can do. */
export function presentHelper(text: string): { readonly start: number; readonly end: number; readonly needs: HelperNeeds } | undefined {
  const start = text.indexOf(TYPESCRIPT_HELPER_START);
  const last = start < 0 ? -1 : text.indexOf(TYPESCRIPT_HELPER_END, start);
  if (last < 0) return undefined;
  const end = last + TYPESCRIPT_HELPER_END.length;
  const body = text.slice(start, end);
  return { start, end, needs: { encoded: body.includes('function unbasicTokenBase64('), https: body.includes('unbasicRequest(') } };
}

function functionsNeeded(needs: HelperNeeds, replacements: string): string[] {
  const names = [];
  if (/\bunbasicToken\(/.test(replacements)) names.push('unbasicToken');
  if (needs.encoded) names.push('unbasicTokenBase64');
  return names;
}

/** How a file names a module beside or below it, with the extension that its other imports have. */
function specifierFor(file: string, helper: string, root: ts.SourceFile, form: HelperForm): string {
  const relative = posix.relative(posix.dirname(file), helper);
  const path = relative.startsWith('.') ? relative : `./${relative}`;
  if (!/\.[mc]?ts$/.test(path)) return path;
  const written = [...root.text.matchAll(/(?:from\s*|import\s*\(\s*|require\s*\(\s*)['"]\.{1,2}\/[^'"\n]*?(\.[mc]?[jt]s)?['"]/g)];
  const extension = written.find((match) => match[1] !== undefined)?.[1];
  if (extension !== undefined && /ts$/.test(extension)) return path;
  if (extension !== undefined || form !== 'typescript') return path.replace(/ts$/, 'js');
  return path.replace(/\.ts$/, '').replace(/\.([mc])ts$/, '.$1js');
}

export interface HelperContext {
  readonly project: Project;
  readonly auth: AuthFlow;
  /** The file that scripts share the helper of. */
  readonly shared: string | undefined;
}

/** Whether scripts of a form can share a helper file. */
export function canShare(file: string, form: HelperForm, { shared, project }: HelperContext): boolean {
  if (shared === undefined || form === 'apps-script') return false;
  const extension = posix.extname(shared).toLowerCase();
  const text = project.workspace.has(shared) ? project.workspace.read(shared)?.text : undefined;
  if (text !== undefined && !presentHelper(text)) return false;
  if (form === 'typescript') return extension === '.ts' || (extension === '.mts' && /\.mts$/.test(file));
  if (form === 'esm') return extension === '.mjs' || extension === '.cjs' || extension === '.js';
  return extension === '.cjs' || (extension === '.js' && project.packageType(project.program.unit(file)!) !== 'module');
}

/** The form that a shared helper is written in, by those of the scripts that use it. */
export function sharedForm(shared: string, forms: ReadonlySet<HelperForm>): HelperForm {
  if (/\.[mc]?ts$/.test(shared)) return 'typescript';
  if (/\.mjs$/.test(shared)) return 'esm';
  return /\.cjs$/.test(shared) || forms.has('commonjs') ? 'commonjs' : 'esm';
}

/** Puts the helper, or an import of the shared one, into a file whose change needs it. */
export function placeHelper(file: string, needs: HelperNeeds, change: Change, isShared: boolean, context: HelperContext): void {
  const { project, auth, shared } = context;
  const { root } = project.program.unit(file)!;
  const form = formOf(file, root, project);
  const style = styleOf(root);
  const { quote, indent, semicolon } = style;
  const present = presentHelper(root.text);
  if (!isShared || shared === undefined) {
    const own: HelperNeeds = { encoded: needs.encoded || present?.needs.encoded, https: needs.https || present?.needs.https };
    if (present && own.encoded === present.needs.encoded && own.https === present.needs.https) return;
    const text = typescriptHelper({ auth, form, encoded: own.encoded, https: own.https, quote, indent });
    if (present) change.edit(file, present.start, present.end, text.trimEnd());
    else insertText(file, root, `${text}\n`, change);
    return;
  }
  const replacements = (change.edits.get(file) ?? []).map(({ replacement }) => replacement).join('\n');
  const names = functionsNeeded(needs, replacements).filter((name) => !new RegExp(`\\b${name}\\b`).test(root.text));
  if (names.length === 0) return;
  const from = `${quote}${specifierFor(file, shared, root, form)}${quote}`;
  const line = form === 'commonjs' ? `const { ${names.join(', ')} } = require(${from})` : `import { ${names.join(', ')} } from ${from}`;
  const at = placeFor(root);
  change.edit(file, at, at, `${at > 0 && root.text[at - 1] !== '\n' ? '\n' : ''}${line}${semicolon}\n`);
}

function insertText(file: string, root: ts.SourceFile, text: string, change: Change): void {
  const at = placeFor(root);
  const behind = /^[^\S\n]*\n/.test(root.text.slice(at));
  const before = at === 0 ? '' : root.text[at - 1] === '\n' ? '\n' : '\n\n';
  change.edit(file, at, at, `${before}${behind ? text.replace(/\n$/, '') : text}`);
}
