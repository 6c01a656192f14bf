import { ts } from 'ts-morph';
import { bare, memberOf, propertyName } from '../../languages/typescript/syntax/nodes.ts';
import { loginOfOption, loginOfPair, passwordBeside } from './auth-option.ts';
import { baseUrl } from './base-url.ts';
import { connectionOf, connectionText } from './connection.ts';
import { type Login, loginOfHeader } from './login.ts';
import { addProperty, propertyOf, removeProperties } from './object-literal.ts';
import { followed, onlyValue, portableText } from './portable.ts';
import { bindingOf, identifiersIn, type Project, usesOf } from './project.ts';
import { unsupported } from './refusal.ts';
import { indentationAt, styleOf } from './style.ts';
import type { Attachment, Task } from './token-call.ts';

/** A call that makes a configured client. */
export interface Maker {
  readonly library: 'axios' | 'got' | 'ky';
  readonly call: ts.CallExpression;
}

/** The call that makes the client to whose options a property belongs. */
export function makerOf(node: ts.Node, project: Project): Maker | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (ts.isVariableDeclaration(current)) {
      const binding = ts.isIdentifier(current.name) ? bindingOf(current.name) : undefined;
      const uses = binding && onlyValue(binding) ? usesOf(binding, current.getSourceFile()) : [];
      return uses.length === 1 ? made(uses[0]!.parent, uses[0]!, project) : undefined;
    }
    const found = made(current, undefined, project);
    if (found || !(ts.isObjectLiteralExpression(current) || ts.isPropertyAssignment(current) || ts.isExpression(current))) return found;
    if (ts.isCallExpression(current) || ts.isFunctionLike(current)) return undefined;
  }
  return undefined;
}

function made(call: ts.Node, argument: ts.Expression | undefined, { evaluator }: Project): Maker | undefined {
  if (!ts.isCallExpression(call) || (argument && !call.arguments.includes(argument))) return undefined;
  const client = evaluator
    .eval(call, evaluator.root)
    .find((entity) => entity.kind === 'made' && entity.type === 'client' && entity.node === call);
  const library = client?.kind === 'made' ? client.library : undefined;
  return library === 'axios' || library === 'got' || library === 'ky' ? { library, call } : undefined;
}

function configuredBase(options: ts.ObjectLiteralExpression, at: ts.Node): string | undefined {
  for (const name of ['baseURL', 'prefixUrl', 'prefix']) {
    const property = propertyOf(options, name);
    const value =
      property &&
      (ts.isPropertyAssignment(property) ? property.initializer : ts.isShorthandPropertyAssignment(property) ? property.name : undefined);
    const text = value && portableText(value, at);
    if (text !== undefined) return text;
  }
  return undefined;
}

function loginOf(node: ts.Node, client: string, at: ts.Node): Login {
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node))
    throw unsupported('The client is given its credentials in a way that cannot be changed safely.');
  const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
  const name = propertyName(node.name);
  if (name === 'auth') return loginOfOption(value, client, at);
  if (name?.toLowerCase() === 'authorization') return loginOfHeader(value, at, styleOf(at.getSourceFile()).quote);
  const password = passwordBeside(node);
  const secret = password && ts.isPropertyAssignment(password) ? password.initializer : password?.name;
  if (!secret || !ts.isExpression(secret)) throw unsupported('The password does not stand beside the user name.');
  return loginOfPair(value, secret, at);
}

/** The token call for the requests of a client, as an expression in front of which `await` may stand. */
function tokenCall(task: Task, options: ts.ObjectLiteralExpression, at: ts.Node): string {
  const { project, data, attachment, settling } = task;
  const root = at.getSourceFile();
  const base = configuredBase(options, at) ?? baseUrl(attachment.calls, at, project, data, styleOf(root).quote);
  const login = loginOf(attachment.node, attachment.client, at);
  const connection = connectionOf([options.parent], at);
  settling.change.need(root.fileName, { encoded: login.kind === 'encoded', https: connection.https });
  const credentials =
    login.kind === 'pair' ? `unbasicToken(${base}, ${login.user}, ${login.password}` : `unbasicTokenBase64(${base}, ${login.value}`;
  return `${credentials}${connectionText(connection)})`;
}

/** A name for the parameter of a handler that none of an expression's variables has. */
function parameterName(call: string, ...names: string[]): string {
  return names.find((name) => !new RegExp(`(?<![.\\w])${name}(?!\\w)`).test(call)) ?? 'unbasicRequest';
}

/** The properties that hold the credentials; the headers with them where there are no others. */
function credentialsOf(node: ts.Node): ts.ObjectLiteralElementLike[] {
  const property = node as ts.ObjectLiteralElementLike;
  const name = propertyName(property.name!) ?? '';
  const headers = property.parent.parent;
  const alone = (property.parent as ts.ObjectLiteralExpression).properties.length === 1;
  if (alone && ts.isPropertyAssignment(headers) && propertyName(headers.name) === 'headers') return [headers];
  const password = /^user(?:name)?$/.test(name) ? passwordBeside(property) : undefined;
  return password ? [property, password] : [property];
}

/** The statements that have every request of an axios instance carry a token. */
function interceptor(client: string, call: string, root: ts.SourceFile, indentation: string, major: number | undefined): string {
  const { semicolon, indent } = styleOf(root);
  const name = parameterName(call, 'config', 'request', 'outgoing');
  const bearer = `\`Bearer \${await ${call}}\``;
  const set =
    major === 0 ? `${name}.headers = { ...${name}.headers, Authorization: ${bearer} }` : `${name}.headers.Authorization = ${bearer}`;
  const lines = [
    `${client}.interceptors.request.use(async (${name}) => {`,
    `${indent}${set}${semicolon}`,
    `${indent}return ${name}${semicolon}`,
    `})${semicolon}`,
  ];
  return lines.map((line) => `${indentation}${line}`).join('\n');
}

function changeAxios(maker: Maker, token: string, task: Task): void {
  const { change } = task.settling;
  const { call } = maker;
  const root = call.getSourceFile();
  const { semicolon, indent } = styleOf(root);
  const major = task.project.majorVersion(task.project.program.unit(root.fileName)!, 'axios');
  let outer: ts.Node = call;
  while (ts.isParenthesizedExpression(outer.parent) || ts.isAsExpression(outer.parent) || ts.isSatisfiesExpression(outer.parent))
    outer = outer.parent;
  const { parent } = outer;
  const indentation = indentationAt(root, call.getStart(root));
  const inside = (client: string, at = indentation): string => interceptor(client, token, root, at, major);
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) && ts.isVariableStatement(parent.parent.parent)) {
    change.after(parent.parent.parent, `\n${inside(parent.name.text)}`);
  } else if (ts.isBinaryExpression(parent) && parent.right === outer && ts.isExpressionStatement(parent.parent)) {
    change.after(parent.parent, `\n${inside(parent.left.getText())}`);
  } else if (ts.isReturnStatement(parent) && ts.isBlock(parent.parent)) {
    const name = parameterName(parent.parent.getText(), 'client', 'instance', 'unbasicClient');
    change.edit(root.fileName, parent.getStart(root), outer.getStart(root), `const ${name} = `);
    change.after(parent, `\n${inside(name)}\n${indentation}return ${name}${semicolon}`);
  } else if (ts.isArrowFunction(parent) && parent.body === outer) {
    const name = parameterName(parent.getText(), 'client', 'instance', 'unbasicClient');
    const deeper = indentation + indent;
    change.edit(root.fileName, outer.getStart(root), outer.getStart(root), `{\n${deeper}const ${name} = `);
    change.after(outer, `${semicolon}\n${inside(name, deeper)}\n${deeper}return ${name}${semicolon}\n${indentation}}`);
  } else if (ts.isExportAssignment(parent) && !parent.isExportEquals) {
    const name = parameterName(root.text, 'client', 'instance', 'unbasicClient');
    change.edit(root.fileName, parent.getStart(root), outer.getStart(root), `const ${name} = `);
    change.after(parent, `\n${inside(name)}\nexport default ${name}${semicolon}`);
  } else throw unsupported('The client is made in an expression, where no interceptor can be put on it.');
}

function changeHooks(maker: Maker, options: ts.ObjectLiteralExpression, token: string, { attachment, settling: { change } }: Task): void {
  const gone = credentialsOf(attachment.node);
  if (propertyOf(options, 'hooks')) throw unsupported('The client has hooks of its own, among which the order matters.');
  const name = parameterName(token, maker.library === 'got' ? 'options' : 'request', 'outgoing');
  const bearer = `\`Bearer \${await ${token}}\``;
  const { quote } = styleOf(options.getSourceFile());
  const set =
    maker.library === 'got' ? `${name}.headers.authorization = ${bearer}` : `${name}.headers.set(${quote}Authorization${quote}, ${bearer})`;
  const root = options.getSourceFile();
  const { indent, semicolon } = styleOf(root);
  const last = options.properties.at(-1);
  const lead =
    last && root.text.slice(options.getStart(root), last.getStart(root)).includes('\n')
      ? indentationAt(root, last.getStart(root))
      : undefined;
  const hooks =
    lead === undefined
      ? `hooks: { beforeRequest: [async (${name}) => { ${set}${semicolon} }] }`
      : [
          'hooks: {',
          `${indent}beforeRequest: [`,
          `${indent}${indent}async (${name}) => {`,
          `${indent}${indent}${indent}${set}${semicolon}`,
          `${indent}${indent}},`,
          `${indent}],`,
          '}',
        ].join(`\n${lead}`);
  const [first, ...others] = gone;
  if (first?.parent === options) change.replace(first, hooks);
  else {
    addProperty(options, hooks, change);
    removeProperties(gone, change);
    return;
  }
  removeProperties(others, change);
}

/** Has a configured client ask for a token with each request. Throws a Refusal. */
export function changeInstance(maker: Maker, task: Task): void {
  const { attachment, settling } = task;
  const { call } = maker;
  const options = call.arguments[0] && followed(call.arguments[0]);
  if (!options || !ts.isObjectLiteralExpression(options)) throw unsupported('The options of the client are not written where it is made.');
  const token = tokenCall(task, options, call);
  if (maker.library !== 'axios') changeHooks(maker, options, token, task);
  else {
    changeAxios(maker, token, task);
    removeProperties(credentialsOf(attachment.node), settling.change);
  }
}

/** `axios.defaults.auth = …`, `client.defaults.headers.common.Authorization = …` as an interceptor. Undefined for anything else. */
export function changeDefaults(node: ts.Node, task: Task): boolean {
  if (!ts.isBinaryExpression(node) || !ts.isExpressionStatement(node.parent)) return false;
  const target = /^([\w$.]+)\.defaults\.(?:auth|headers(?:\.common)?(?:\.[Aa]uthorization|\[['"][Aa]uthorization['"]\]))$/.exec(
    node.left.getText(),
  );
  if (!target) return false;
  const { project, data, attachment, settling } = task;
  const root = node.getSourceFile();
  const { quote } = styleOf(root);
  const isAuth = memberOf(bare(node.left))?.name === 'auth';
  const login = isAuth ? loginOfOption(node.right, 'axios', node) : loginOfHeader(node.right, node, quote);
  if (identifiersIn(node.right).some((identifier) => (bindingOf(identifier)?.definitions.length ?? 0) > 1))
    throw unsupported('The credentials may change after the defaults are set.');
  const base = baseUrl(attachment.calls, node, project, data, quote);
  settling.change.need(root.fileName, { encoded: login.kind === 'encoded' });
  const call =
    login.kind === 'pair' ? `unbasicToken(${base}, ${login.user}, ${login.password})` : `unbasicTokenBase64(${base}, ${login.value})`;
  const major = project.majorVersion(project.program.unit(root.fileName)!, 'axios');
  settling.change.replace(node.parent, interceptor(target[1]!, call, root, indentationAt(root, node.getStart(root)), major).trimStart());
  settling.change.suggested = true;
  return true;
}

export function isDefaults(attachment: Attachment): boolean {
  return ts.isBinaryExpression(attachment.node) && /\.defaults\b/.test(attachment.node.left.getText());
}
