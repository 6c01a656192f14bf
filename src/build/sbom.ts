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

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly license?: string }>>;
}

/** Packages whose files are copied into the build: needed to build it alone, and shipped all the same. */
export const COPIED = ['tree-sitter-bash', 'tree-sitter-python'];

const byReference = (left: { 'bom-ref': string }, right: { 'bom-ref': string }): number => (left['bom-ref'] < right['bom-ref'] ? -1 : 1);

/**
 * Completes what npm lists: the same for the same lock file (no time, no serial number, the package's own name), and with the packages of which
 * files are copied into the build.
 */
export function completeBom(listed: Bom, lock: Lock, name: string): Bom {
  const { serialNumber: _, ...bom } = listed;
  const { timestamp: __, ...metadata } = bom.metadata;
  const own = metadata.component['bom-ref'];
  const copied = COPIED.map((copy) => {
    const entry = lock.packages[`node_modules/${copy}`];
    if (!entry) throw new Error(`${copy} is not in package-lock.json`);
    const { version, license = 'MIT' } = entry;
    const purl = `pkg:npm/${copy}@${version}`;
    return {
      'bom-ref': `${copy}@${version}`,
      type: 'library',
      name: copy,
      version,
      scope: 'required',
      purl,
      licenses: [{ license: { id: license } }],
    };
  });
  const references = copied.map((component) => component['bom-ref']);
  return {
    ...bom,
    metadata: { ...metadata, component: { ...metadata.component, type: 'application', name } },
    components: [...bom.components, ...copied].sort(byReference),
    dependencies: [
      ...bom.dependencies.map((entry) => (entry.ref === own ? { ...entry, dependsOn: [...entry.dependsOn, ...references].sort() } : entry)),
      ...references.map((ref) => ({ ref, dependsOn: [] })),
    ].sort((left, right) => (left.ref < right.ref ? -1 : 1)),
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
