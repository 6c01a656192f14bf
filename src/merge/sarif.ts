import { byCodeUnit } from '../files/paths.ts';
import { notification } from '../report/formats/sarif.ts';
import { staleProblems } from './json.ts';
import { checkParts, type Input, MergeError, shardIn } from './parts.ts';

interface Place {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: { readonly startLine: number; readonly startColumn: number; readonly endLine: number; readonly endColumn: number };
  };
}

interface Result {
  readonly ruleId: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Place[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
  readonly properties: { readonly resource: string | null };
}

interface Notification {
  readonly descriptor: { readonly id: string };
  readonly message: { readonly text: string };
  readonly locations: readonly Place[];
}

interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly version: string } };
  readonly invocations: readonly { readonly toolExecutionNotifications: readonly Notification[] }[];
  readonly results: readonly Result[];
  readonly properties?: { readonly shard?: unknown };
}

interface Log {
  readonly runs: readonly [Run];
}

function isLog(value: unknown): value is Log {
  const { runs } = (value ?? {}) as Partial<Log>;
  const run = Array.isArray(runs) && runs.length === 1 ? runs[0] : undefined;
  return run?.tool?.driver?.name === 'unbasic' && Array.isArray(run.results) && Array.isArray(run.invocations);
}

/** The path that a URI of a report stands for. */
function pathOf({ physicalLocation }: Place): string {
  const { uri } = physicalLocation.artifactLocation;
  try {
    return decodeURIComponent(uri.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, ''));
  } catch {
    return uri;
  }
}

type Key = readonly (string | number)[];

function compare(one: Key, other: Key): number {
  for (const [index, left] of one.entries()) {
    const right = other[index]!;
    if (left !== right) return typeof left === 'number' ? left - (right as number) : byCodeUnit(left, right as string);
  }
  return 0;
}

function resultKey({ locations, ruleId, properties }: Result): Key {
  const [place] = locations;
  const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = place?.physicalLocation.region ?? {};
  return [place ? pathOf(place) : '', startLine, startColumn, endLine, endColumn, ruleId, properties.resource ?? ''];
}

function notificationKey({ locations, descriptor, message }: Notification): Key {
  const [place] = locations;
  return [place ? pathOf(place) : '', descriptor.id, message.text];
}

/** In order, equal ones once. */
function ordered<Item>(items: readonly Item[], keyOf: (item: Item) => Key): Item[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item), text: JSON.stringify(item) }));
  keyed.sort((left, right) => compare(left.key, right.key));
  return keyed.filter(({ text }, index) => index === 0 || keyed[index - 1]!.text !== text).map(({ item }) => item);
}

/** Where one result of a run says whether it is suppressed, all have to (SARIF 3.27.23). */
function withSuppressions(results: readonly Result[]): readonly object[] {
  if (!results.some(({ suppressions }) => suppressions && suppressions.length > 0)) return results;
  return results.map(({ properties, suppressions, ...rest }) => ({ ...rest, suppressions: suppressions ?? [], properties }));
}

/** The SARIF report of the whole scan, made of those of its parts. Throws a MergeError. */
export function mergeSarif(inputs: readonly (Input & { readonly value: unknown })[]): string {
  const logs = inputs.map(({ name, value }) => {
    if (!isLog(value)) throw new MergeError(`${name} is no SARIF report of unbasic; make it with --format sarif`);
    return value;
  });
  const runs = logs.map(({ runs: [run] }) => run);
  const shards = runs.map(({ properties }) => shardIn(properties?.shard));
  checkParts(runs.map(({ tool }, index) => ({ name: inputs[index]!.name, version: tool.driver.version, shard: shards[index] })));
  const stale = staleProblems(shards.filter((shard) => shard !== undefined)).map((problem) => notification(problem) as Notification);
  const notifications = runs.flatMap(({ invocations }) => invocations.flatMap((invocation) => invocation.toolExecutionNotifications));
  const { properties: _, ...first } = runs[0]!;
  const results = withSuppressions(
    ordered(
      runs.flatMap((run) => run.results),
      resultKey,
    ),
  );
  const invocations = [{ ...first.invocations[0], toolExecutionNotifications: ordered([...notifications, ...stale], notificationKey) }];
  return `${JSON.stringify({ ...logs[0], runs: [{ ...first, invocations, results }] }, null, 2)}\n`;
}
