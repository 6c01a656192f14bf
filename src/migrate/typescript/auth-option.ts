import { ts } from 'ts-morph';
import { bare, memberOf, propertyName } from '../../languages/typescript/syntax/nodes.ts';
import { bearerText } from './header-value.ts';
import { type Login, loginOfAuth, loginOfText } from './login.ts';
import { propertyOf, setHeader } from './object-literal.ts';
import { followed, portableText } from './portable.ts';
import { Refusal, unsupported } from './refusal.ts';
import { styleOf } from './style.ts';
import { type Task, tokenAt } from './token-call.ts';

/** What the clients call a user and a password. */
function namesFor(client: string): readonly [string, string] {
  return client === 'request' ? ['user', 'pass'] : ['username', 'password'];
}

function valueIn(property: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** The credentials that an `auth` option of a client holds: an object, or `user:password`. */
export function loginOfOption(value: ts.Expression, client: string, at: ts.Node): Login {
  const { quote } = styleOf(at.getSourceFile());
  const node = followed(value);
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node);
  return isText || client.startsWith('node:') ? loginOfText(value, at, quote) : loginOfAuth(value, at, namesFor(client));
}

/** The credentials of `username` and `password` options that stand beside each other. */
export function loginOfPair(user: ts.Expression, password: ts.Expression, at: ts.Node): Login {
  const texts = [portableText(user, at), portableText(password, at)];
  if (texts[0] === undefined || texts[1] === undefined)
    throw new Refusal('credentials-unknown', 'The user name and the password are not known where the call gets them.');
  return { kind: 'pair', user: texts[0], password: texts[1] };
}

/** The options that hold a password beside one that holds a user name. */
export function passwordBeside(user: ts.ObjectLiteralElementLike): ts.ObjectLiteralElementLike | undefined {
  const literal = user.parent;
  if (!ts.isObjectLiteralExpression(literal)) return undefined;
  return propertyOf(literal, 'password') ?? propertyOf(literal, 'pass');
}

/** Puts a token in the place of an `auth` option, or of `username` and `password`. Throws a Refusal. */
export function changeOption(task: Task): void {
  const { attachment, settling } = task;
  const { node, client } = attachment;
  const { change } = settling;
  if (ts.isCallExpression(node)) {
    changeAuthCall(node, task);
    return;
  }
  if (ts.isBinaryExpression(node)) {
    changeAssignedAuth(node, task);
    return;
  }
  const value = valueIn(node);
  const literal = node.parent;
  if (!value || !ts.isObjectLiteralExpression(literal))
    throw unsupported('The user name and password are given in a way that cannot be changed safely.');
  const option = node as ts.ObjectLiteralElementLike;
  const name = option.name && propertyName(option.name);
  if (name === 'auth') {
    const token = tokenAt(node, task, (at) => loginOfOption(value, client, at));
    if (client === 'request')
      change.replace(value, ts.isShorthandPropertyAssignment(node) ? `auth: { bearer: ${token} }` : `{ bearer: ${token} }`);
    else setHeader([option], bearerText(token, node), change);
    return;
  }
  const password = passwordBeside(option);
  const secret = password && valueIn(password);
  if (!password || !secret) throw new Refusal('credentials-unknown', 'The password does not stand beside the user name.');
  const token = tokenAt(node, task, (at) => loginOfPair(value, secret, at));
  const kind = propertyOf(literal, 'auth');
  setHeader([option, password, ...(kind ? [kind] : [])], bearerText(token, node), change);
}

/** `request.auth(user, password)` of a request in the making. */
function changeAuthCall(node: ts.CallExpression, task: Task): void {
  const { attachment, settling } = task;
  const member = memberOf(bare(node.expression));
  const [user, password] = node.arguments;
  if (member?.name !== 'auth' || !user || !ts.isPropertyAccessExpression(node.expression))
    throw unsupported('The user name and password are given in a way that cannot be changed safely.');
  const token = tokenAt(
    node,
    task,
    (at) => (password ? loginOfPair(user, password, at) : loginOfOption(user, attachment.client, at)),
    false,
  );
  const { quote } = styleOf(node.getSourceFile());
  const start = node.expression.name.getStart();
  const text =
    attachment.client === 'request'
      ? `auth(undefined, undefined, true, ${token})`
      : `set(${quote}Authorization${quote}, ${bearerText(token, node)})`;
  settling.change.edit(node.getSourceFile().fileName, start, node.end, text);
}

/** `options.auth = …` */
function changeAssignedAuth(node: ts.BinaryExpression, task: Task): void {
  const { attachment, settling } = task;
  const target = memberOf(bare(node.left));
  if (target?.name !== 'auth') throw unsupported('The user name and password are given in a way that cannot be changed safely.');
  const token = tokenAt(node, task, (at) => loginOfOption(node.right, attachment.client, at));
  if (attachment.client === 'request') {
    settling.change.replace(node.right, `{ bearer: ${token} }`);
    return;
  }
  const object = target.object.getText();
  settling.change.replace(node, `${object}.headers = { ...${object}.headers, Authorization: ${bearerText(token, node)} }`);
}
