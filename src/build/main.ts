import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../files/package-root.ts';
import { bundle } from './bundle.ts';
import { manual } from './manual.ts';
import { compilePrivileges } from './privileges.ts';
import { compileRules } from './rules.ts';

// The last step of `npm run build`: what tsc does not write into dist.
const root = packageRoot();
const dist = join(root, 'dist');
const grammars = join(dist, 'grammars');

mkdirSync(grammars, { recursive: true });
for (const name of ['tree-sitter-bash', 'tree-sitter-python']) {
  const source = join(root, 'node_modules', name);
  copyFileSync(join(source, `${name}.wasm`), join(grammars, `${name}.wasm`));
  copyFileSync(join(source, 'LICENSE'), join(grammars, `${name}.LICENSE`));
}

// The helpers that migrated scripts carry are texts, whatever they are written in.
const helpers = join(root, 'src', 'migrate', 'helpers');
mkdirSync(join(dist, 'helpers'), { recursive: true });
for (const name of readdirSync(helpers)) if (name.startsWith('token.')) copyFileSync(join(helpers, name), join(dist, 'helpers', name));

writeFileSync(join(dist, 'rules.json'), compileRules(join(root, 'rules')));
writeFileSync(join(dist, 'privileges.json'), compilePrivileges(join(root, 'rules')));

await bundle(dist, join(root, 'node_modules'));

// The HTML report's style and script are embedded in it as they are; no module of ours, so the bundle has not taken them in.
const page = join(root, 'src', 'report', 'page');
mkdirSync(join(dist, 'page'), { recursive: true });
for (const name of readdirSync(page)) if (/\.(?:css|js)$/.test(name)) copyFileSync(join(page, name), join(dist, 'page', name));

mkdirSync(join(dist, 'man'), { recursive: true });
writeFileSync(join(dist, 'man', 'unbasic.1'), manual());

// What a cache's entries were made with.
const digest = createHash('sha256');
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' }).sort()) {
  const file = join(dist, name);
  if (/\.(?:js|json|wasm)$/.test(name)) digest.update(`${name}\n`).update(readFileSync(file));
}
writeFileSync(join(dist, 'digest.txt'), digest.digest('hex'));

const command = join(dist, 'cli', 'main.js');
if (existsSync(command)) chmodSync(command, 0o755);
