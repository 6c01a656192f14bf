import { ts } from 'ts-morph';
import type { HttpCall } from '../../http/call.ts';
import type { EndpointData } from '../../http/endpoint-data.ts';
import { classifySequence } from '../../http/url.ts';
import { sequenceKey } from '../../values/value.ts';
import type { BearerStyle } from '../plan.ts';
import { apisOf, type Place } from './attachments.ts';
import { changeOption } from './auth-option.ts';
import { Change } from './change.ts';
import { changeCommand, nodeAround } from './command.ts';
import { changeHeader } from './header-value.ts';
import { formOf } from './helper-place.ts';
import { changeDefaults, changeInstance, isDefaults, makerOf } from './instance.ts';
import type { Project } from './project.ts';
import { Refusal, unsupported } from './refusal.ts';
import type { Settling } from './settle.ts';
import type { Attachment, Task } from './token-call.ts';

export interface ChangeContext {
  readonly project: Project;
  readonly data: EndpointData;
  readonly requests: ReadonlySet<ts.Node>;
  readonly promises: ReadonlySet<ts.Node>;
  readonly bearerStyle: BearerStyle;
}

/** Clients whose calls get their credentials in ways that are not changed, with what they are called. */
const UNSUPPORTED = /^(?:NSURL\w*|wget|http|https|xh|nscurl|httpie)$/i;

/** Whether every URL of a call starts with the address of a server. */
function staysOnServer({ url }: HttpCall, servers: readonly string[], data: EndpointData): boolean {
  return url.alternatives.every((sequence) => {
    const { api } = classifySequence(sequence, data);
    const key = sequenceKey(sequence);
    return api !== 'other' || servers.some((server) => key.startsWith(server));
  });
}

/** Throws a Refusal where requests that are no Classic ones get their credentials from the place as well. */
function checkOthers({ calls }: Place, data: EndpointData, change: Change): void {
  const endpoints = calls.flatMap(({ url }) => url.alternatives.map((sequence) => classifySequence(sequence, data)));
  const servers = endpoints.filter(({ api, base }) => api === 'classic' && base.length > 0).map(({ base }) => sequenceKey(base));
  for (const call of calls) {
    const apis = apisOf(call, data);
    if (apis.has('token'))
      throw unsupported('The same place gives the user name and password to the request for a token, which needs them.');
    if (apis.has('other') && !staysOnServer(call, servers, data))
      throw new Refusal('dynamic-url', 'The same place gives the user name and password to requests to other servers.');
    if (apis.has('unknown') || apis.has('jamf-pro-api') || apis.has('other')) change.suggested = true;
  }
}

/** Works out the change of one place at which credentials are attached. Throws a Refusal where there is none that is surely right. */
export function changeOf(place: Place, { project, data, requests, promises, bearerStyle }: ChangeContext): Change {
  const { span, credential, calls, mixed } = place;
  const classic = calls.filter((call) => apisOf(call, data).has('classic'));
  const [first] = classic;
  if (!first) throw new Refusal('dynamic-url', 'Whether the call goes to the Classic API cannot be read from the script.');
  if (UNSUPPORTED.test(first.client)) throw new Refusal('unsupported-client', `How ${first.client} is given a token is not known.`);
  const change = new Change();
  checkOthers(place, data, change);
  const isCommand = first.client === 'curl';
  const node = isCommand ? nodeAround(span, project) : project.nodeAt(span);
  if (!node) throw unsupported('The credentials stand in a text that is put together, not in the script itself.');
  const root = node.getSourceFile();
  const settling: Settling = {
    project,
    change,
    requests,
    promises,
    synchronous: formOf(root.fileName, root, project) === 'apps-script',
    seen: new Set(),
  };
  const attachment: Attachment = { node, calls: classic, client: first.client, mixed };
  const task: Task = { project, data, settling, attachment };
  if (classic.some((call) => call.span.file !== span.file)) change.suggested = true;
  if (isCommand) {
    changeCommand(span, task, bearerStyle);
    return change;
  }
  const maker = ts.isObjectLiteralElementLike(node) ? makerOf(node, project) : undefined;
  if (credential.via === 'url-userinfo')
    throw unsupported('The user name and password stand in the URL. Give them to the call in another way first.');
  if (maker) changeInstance(maker, task);
  else if (isDefaults(attachment)) {
    if (!changeDefaults(node, task)) throw unsupported('The defaults of the client are set in a way that cannot be changed safely.');
  } else if (/authorization/i.test(credential.option)) changeHeader(task);
  else changeOption(task);
  return change;
}
