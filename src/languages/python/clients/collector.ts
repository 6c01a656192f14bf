import type { BranchArm, ConnectionOption, Credential, HttpCall, RelatedLocation } from '../../../http/call.ts';
import { display } from '../../../values/text.ts';
import { type Span, union, type Value } from '../../../values/value.ts';
import type { CallSink, Machine } from '../values/machine.ts';
import type { RecordedCall, RecordedScript } from './record.ts';

interface Group {
  readonly call: RecordedCall;
  readonly credentials: readonly Credential[];
  readonly branches: readonly BranchArm[];
  readonly urls: Map<string, Value>;
  readonly methods: Set<string>;
  methodUnknown: boolean;
  readonly connection: Map<string, ConnectionOption>;
}

const MAX_URLS = 128;
/** How many URLs of one call are worth looking for. */
const WORTHWHILE_URLS = 12;
const MAX_GROUPS_PER_CALL = 24;

function keyOf(span: Span): string {
  return `${span.file}:${span.start}-${span.end}`;
}

function credentialKey(credential: Credential): string {
  const value = (part: Value | undefined): string => part?.alternatives.map(display).join('|') ?? '';
  return `${credential.scheme} ${credential.via} ${keyOf(credential.span)} ${value(credential.user)} ${value(credential.encoded)}`;
}

/** Puts together what is found at each call: one HttpCall for each set of credentials, its URL the union over the ways that lead there. */
export class Collector implements CallSink {
  readonly scripts: RecordedScript[] = [];
  private readonly groups = new Map<string, Group>();
  private readonly perCall = new Map<string, number>();
  private readonly seenScripts = new Set<string>();

  record(machine: Machine, call: RecordedCall): void {
    if (call.together) {
      this.add(
        machine,
        call,
        call.credentials.filter((credential) => credential !== undefined),
      );
      return;
    }
    const seen = new Set<string>();
    for (const credential of call.credentials) {
      const key = credential ? credentialKey(credential) : '';
      if (seen.has(key)) continue;
      seen.add(key);
      this.add(machine, call, credential ? [credential] : []);
    }
  }

  shell(_machine: Machine, script: RecordedScript): void {
    const key = `${keyOf(script.span)} ${script.value.alternatives.map(display).join('\u0001')}`;
    if (this.seenScripts.has(key)) return;
    this.seenScripts.add(key);
    this.scripts.push(script);
  }

  private add(machine: Machine, call: RecordedCall, credentials: readonly Credential[]): void {
    const place = keyOf(call.span);
    const key = `${place} ${call.client} ${credentials.map(credentialKey).join(' + ')}`;
    let group = this.groups.get(key);
    if (!group) {
      const count = (this.perCall.get(place) ?? 0) + 1;
      if (count > MAX_GROUPS_PER_CALL) return;
      this.perCall.set(place, count);
      const branches = [...(machine.activations.at(-1)?.arms ?? [])];
      group = { call, credentials, branches, urls: new Map(), methods: new Set(), methodUnknown: false, connection: new Map() };
      this.groups.set(key, group);
      machine.lastFound = machine.total;
    }
    const url = call.url.alternatives.slice(0, 4).map(display).join(' ');
    if (group.urls.size < MAX_URLS && !group.urls.has(url)) {
      group.urls.set(url, call.url);
      if (group.urls.size <= WORTHWHILE_URLS && credentials.some((credential) => credential.scheme === 'basic'))
        machine.lastFound = machine.total;
    }
    if (call.methods.length === 0) group.methodUnknown = true;
    for (const method of call.methods) group.methods.add(method);
    for (const option of call.connection) group.connection.set(`${option.kind} ${option.option}`, option);
  }

  /** The calls found, in the order of their places. */
  calls(): HttpCall[] {
    const calls = [...this.groups.values()].map((group) => toCall(group));
    return calls.sort(
      (one, other) => compareText(one.span.file, other.span.file) || one.span.start - other.span.start || one.span.end - other.span.end,
    );
  }
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function toCall(group: Group): HttpCall {
  const { call, credentials, branches, methods, methodUnknown } = group;
  const method = !methodUnknown && methods.size === 1 ? [...methods][0] : undefined;
  const related: RelatedLocation[] = [];
  for (const credential of credentials) {
    const { span } = credential;
    const inside = span.file === call.span.file && span.start >= call.span.start && span.end <= call.span.end;
    if (!inside) related.push({ span, message: 'the credentials are attached here' });
  }
  return {
    language: 'python',
    client: call.client,
    span: call.span,
    method,
    url: union([...group.urls.values()]),
    credentials,
    connection: [...group.connection.values()],
    branches,
    embedded: [],
    related,
  };
}
