import { join, posix, relative } from 'node:path';
import { leadsOutOf } from '../config/repository.ts';
import { toPosix } from '../files/paths.ts';
import { readSmall } from '../files/read-small.ts';
import { type CodeOwners, parseCodeOwners } from './codeowners.ts';

/** Where GitHub and GitLab look for the file, in this order. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
/** GitHub reads no larger one. */
const MAX_SIZE = 3 * 1024 * 1024;

function readOwners(root: string): CodeOwners | undefined {
  for (const place of PLACES) {
    try {
      const file = join(root, place);
      return leadsOutOf(root, file) === undefined ? parseCodeOwners(readSmall(file, MAX_SIZE).toString('utf8')) : undefined;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** Who owns each file that a report names. Nobody where the repository has no CODEOWNERS file. @param root the repository's, absolute */
export function ownersIn(root: string, cwd: string): (file: string) => readonly string[] {
  const owners = readOwners(root);
  const prefix = toPosix(relative(root, cwd));
  return (file) => {
    const path = posix.normalize(prefix === '' ? file : `${prefix}/${file}`);
    return owners === undefined || path.startsWith('../') || path.startsWith('/') ? [] : owners.of(path);
  };
}
