// Writes two files over and over until it is killed: node write-for-ever.mjs <write.js> <folder>
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , module, folder] = process.argv;
const { writeTogether } = await import(pathToFileURL(module).href);
const contents = ['A', 'B'].map((letter) => Buffer.from(letter.repeat(200_000)));
for (let turn = 0; ; turn++) {
  if (turn === contents.length) process.stdout.write('ready\n');
  writeTogether(
    ['one.sh', 'two.sh'].map((file) => {
      const target = join(folder, file);
      return { file, target, before: readFileSync(target), after: contents[turn % 2] };
    }),
  );
}
