import { ts } from 'ts-morph';
import type { Span } from '../../values/value.ts';
import type { BearerStyle } from '../plan.ts';
import { loginOfPair } from './auth-option.ts';
import { baseOf } from './base-url.ts';
import { commandParts, credentialsIn, serverParts } from './command-parts.ts';
import type { Connection } from './connection.ts';
import { type Login, loginOfBase64, loginOfHeader, loginOfText, partsText } from './login.ts';
import type { Project } from './project.ts';
import { Refusal, unsupported } from './refusal.ts';
import { styleOf } from './style.ts';
import { type Task, tokenAt } from './token-call.ts';

/** The innermost node that holds a span. */
export function nodeAround({ file, start, end }: Span, project: Project): ts.Node | undefined {
  const root = project.program.unit(file)?.root;
  let found: ts.Node | undefined = root;
  const visit = (node: ts.Node): void => {
    if (!root || node.getStart(root) > start || node.end < end) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  if (root) visit(root);
  return found;
}

/** The whole text that a node is a piece of, and the call that runs it. */
export function commandAround(
  node: ts.Node,
): { readonly text: ts.Expression; readonly call: ts.CallExpression | ts.TaggedTemplateExpression } | undefined {
  let text: ts.Node = node;
  while (ts.isTemplateSpan(text) || ts.isTemplateHead(text) || ts.isTemplateMiddleOrTemplateTail(text)) text = text.parent;
  while (ts.isBinaryExpression(text.parent) || ts.isParenthesizedExpression(text.parent)) text = text.parent;
  const { parent } = text;
  if (!ts.isExpression(text)) return undefined;
  if (ts.isTaggedTemplateExpression(parent)) return { text, call: parent };
  return ts.isCallExpression(parent) && parent.arguments[0] === text ? { text, call: parent } : undefined;
}

/** The elements of an argument list that a span covers: an option and its value. */
function elementsAt(list: ts.ArrayLiteralExpression, { start, end }: Span): ts.Expression[] {
  return list.elements.filter((element) => element.getStart() >= start && element.end <= end);
}

function optionText(style: BearerStyle, quote: string, token: string): string {
  return style === 'option' ? `${quote}--oauth2-bearer${quote}, ${token}` : `${quote}-H${quote}, \`Authorization: Bearer \${${token}}\``;
}

/** Puts a token in the place of the credentials of a curl that is run with a list of arguments. Throws a Refusal. */
function changeList(list: ts.ArrayLiteralExpression, span: Span, task: Task, style: BearerStyle): void {
  const [option, value, ...others] = elementsAt(list, span);
  if (!option || !value || others.length > 0 || !ts.isStringLiteralLike(option))
    throw unsupported('The user name and password are not an argument of their own.');
  const { quote } = styleOf(list.getSourceFile());
  const isHeader = /^(?:-H|--header)$/.test(option.text);
  if (!isHeader && !/^(?:-u|--user)$/.test(option.text))
    throw unsupported('The option that gives curl the user name and password stands together with others.');
  const login = (at: ts.Node): Login => (isHeader ? loginOfHeader(value, at, quote) : loginOfText(value, at, quote));
  const token = tokenAt(list, task, login);
  const root = list.getSourceFile();
  task.settling.change.edit(root.fileName, option.getStart(root), value.end, optionText(style, quote, token));
}

/** Puts a token in the place of the credentials of a curl in a text that a shell reads. Throws a Refusal. */
function changeText(text: ts.Expression, span: Span, task: Task, style: BearerStyle): void {
  const inside = 'The user name and password stand in a command line that is put together in a way that cannot be changed safely.';
  const parts = commandParts(text);
  const found = parts && credentialsIn(parts, span.start);
  if (!found) throw new Refusal('inside-eval', inside);
  const root = text.getSourceFile();
  const { quote } = styleOf(root);
  const login = (at: ts.Node): Login => {
    if (found.user && found.password) return loginOfPair(found.user, found.password, at);
    const known = found.whole && (found.encoded ? loginOfBase64(found.whole, at, quote) : loginOfText(found.whole, at, quote));
    if (!known) throw new Refusal('credentials-unknown', 'The user name and the password are not known where the command is put together.');
    return known;
  };
  const token = tokenAt(text, task, login);
  const { change } = task.settling;
  const isTemplate = root.text[found.valueStart] === '$' && root.text[found.valueStart + 1] === '{';
  // Without quotes, a shell would drop a token that is empty, and curl take the next word for it.
  const isTagged = ts.isTaggedTemplateExpression(text.parent);
  const around = found.quote === '' && !isTagged ? '"' : found.quote;
  const [open, close] =
    style === 'option' ? [`--oauth2-bearer ${around}`, around] : [`-H ${around || '"'}Authorization: Bearer `, around || '"'];
  if (isTemplate) change.edit(root.fileName, found.start, found.end, `${open}\${${token}}${close}`);
  else if (style === 'option' && (found.quote !== '' || quote === "'")) {
    const value = token.startsWith('await ') ? `(${token})` : token;
    change.edit(root.fileName, found.start, found.textEnd, `--oauth2-bearer ${found.quote}`);
    change.edit(root.fileName, found.valueStart, found.valueEnd, found.quote === '' ? `'"' + ${value} + '"'` : value);
  } else throw new Refusal('inside-eval', inside);
}

/** What curl's options say of the connection. Throws a Refusal for what the request for a token cannot take over. */
function connectionOf({ attachment: { calls } }: Task): Connection {
  const options = calls.flatMap(({ connection }) => connection);
  const other = options.find(({ kind }) => kind !== 'insecure' && kind !== 'timeout' && kind !== 'other');
  if (other) throw unsupported(`The request for a token cannot take over ${other.option} from curl.`);
  const isInsecure = options.some(({ kind }) => kind === 'insecure');
  return { options: new Map(isInsecure ? [['rejectUnauthorized', 'false']] : []), https: isInsecure };
}

/** Changes a curl that the script runs as a program of its own. Throws a Refusal. */
export function changeCommand(span: Span, task: Task, style: BearerStyle): void {
  const { node } = task.attachment;
  const { quote } = styleOf(node.getSourceFile());
  const connection = connectionOf(task);
  if (ts.isArrayLiteralExpression(node)) {
    const command = ts.isCallExpression(node.parent) ? node.parent : undefined;
    const url = node.elements.find((element) => /JSSResource/i.test(element.getText()));
    const server = (at: ts.Node): string | undefined => url && baseOf(url, at, quote);
    changeList(node, span, { ...task, command: { server, connection }, settling: { ...task.settling, command } }, style);
    return;
  }
  const found = commandAround(node);
  if (!found) throw new Refusal('inside-eval', 'The command line is put together somewhere else than where it is run.');
  const command = ts.isCallExpression(found.call) ? found.call : undefined;
  const parts = commandParts(found.text);
  const words = parts && serverParts(parts);
  const server = (at: ts.Node): string | undefined => words && partsText(words, at, quote);
  changeText(found.text, span, { ...task, command: { server, connection }, settling: { ...task.settling, command } }, style);
}
