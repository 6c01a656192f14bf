import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What of CycloneDX is looked at here. */
interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: { type: string; name: string; 'bom-ref': string } };
  components: { 'bom-ref': string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Entry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

/** Packages whose files are copied into the build: needed to build it alone, and shipped all the same. */
export const COPIED = ['tree-sitter-bash', 'tree-sitter-python'];

const FOLDER = 'node_modules/';

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);
}

function referenceOf(path: string, { version = '' }: Entry): string {
  return `${nameOf(path)}@${version}`;
}

/** The place in the lock file of a package that another one needs: the nearest folder of packages upwards that has it. */
function placeOf(name: string, from: string, { packages }: Lock): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf(`/${FOLDER}`), 0))) {
    const place = `${at === '' ? '' : `${at}/`}${FOLDER}${name}`;
    if (packages[place]) return place;
    if (at === '') return undefined;
  }
}

function needsOf(path: string, entry: Entry, lock: Lock): string[] {
  const places = Object.keys(entry.dependencies ?? {}).map((name) => placeOf(name, path, lock));
  return places.filter((place) => place !== undefined).map((place) => referenceOf(place, lock.packages[place]!));
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * Completes what npm lists: the same for the same lock file (no time, no serial number, the package's own name), with the packages of which
 * files are copied into the build, and with those that npm takes for tools because a tool needs them as well.
 */
export function completeBom(listed: Bom, lock: Lock, name: string): Bom {
  const { serialNumber: _, ...bom } = listed;
  const { timestamp: __, ...metadata } = bom.metadata;
  const own = metadata.component['bom-ref'];
  const known = new Set(bom.components.map((component) => component['bom-ref']));
  const copied = COPIED.map((copy) => `${FOLDER}${copy}`);
  const missing = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && (!entry.dev || copied.includes(path)) && !known.has(referenceOf(path, entry)),
  );
  const added = missing.map(([path, entry]) => {
    const { version = '', license = 'NOASSERTION' } = entry;
    const purl = `pkg:npm/${nameOf(path).replace('@', '%40')}@${version}`;
    const licenses = [{ license: { id: license } }];
    return { 'bom-ref': referenceOf(path, entry), type: 'library', name: nameOf(path), version, scope: 'required', purl, licenses };
  });
  const addedNeeds = missing.map(([path, entry]) => ({
    ref: referenceOf(path, entry),
    dependsOn: copied.includes(path) ? [] : needsOf(path, entry, lock).sort(compare),
  }));
  const needs = new Map([...bom.dependencies, ...addedNeeds].map((entry) => [entry.ref, entry]));
  const root = [...needsOf('', lock.packages['']!, lock), ...copied.map((path) => referenceOf(path, lock.packages[path]!))];
  needs.set(own, { ref: own, dependsOn: root.sort(compare) });
  return {
    ...bom,
    metadata: { ...metadata, component: { ...metadata.component, type: 'application', name } },
    components: [...bom.components, ...added].sort((left, right) => compare(left['bom-ref'], right['bom-ref'])),
    dependencies: [...needs.values()].sort((left, right) => compare(left.ref, right.ref)),
  };
}

/** The bill of materials of what is published, as CycloneDX JSON. Asks npm, which reads the lock file alone. */
export function billOfMaterials(): string {
  // This module stays alone in the build: the others are joined to bundles.
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const json = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const { name } = json('package.json') as { name: string };
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  const listed = JSON.parse(
    execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' }),
  ) as Bom;
  return `${JSON.stringify(completeBom(listed, json('package-lock.json') as Lock, name), null, 2)}\n`;
}

if (process.argv[1]?.endsWith('sbom.js')) process.stdout.write(billOfMaterials());
