import { createHash } from 'node:crypto';
import type { BytesResult } from '../files/read.ts';
import type { Workspace } from '../languages/language.ts';
import { holdsPython, pathsIn, pathsNamed } from '../languages/path-index.ts';

/** All that something was made of, besides the tool and its settings. */
export interface Dependencies {
  /** Files that were read, or would have been, each with a digest of its bytes. */
  readonly files: readonly (readonly [path: string, digest: string])[];
  /** Paths that were looked for, and whether they exist. */
  readonly asked: readonly (readonly [path: string, found: boolean])[];
  /** Questions about the paths as a whole, with a digest of each answer. */
  readonly answers: readonly (readonly [question: string, subject: string, digest: string])[];
}

export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 32);
}

/** What a workspace's files hold, as far as a digest tells. */
interface Looked {
  look(path: string): BytesResult | undefined;
}

/** Digests of files' bytes, or of why they cannot be read, each taken once. */
export function digester(workspace: Looked, known = new Map<string, string>()): (path: string) => string {
  return (path) => {
    let digest = known.get(path);
    if (digest === undefined) {
      const result = workspace.look(path);
      digest = !result ? 'none' : 'bytes' in result ? digestOf(result.bytes) : result.problem.code;
      known.set(path, digest);
    }
    return digest;
  };
}

type Answer = (subject: string, workspace: Workspace) => string | Promise<string>;

const ANSWERS: Readonly<Record<string, Answer>> = {
  named: (name, workspace) => pathsNamed(name, workspace).join('\u0000'),
  in: (folder, workspace) => pathsIn(folder, workspace).join('\u0000'),
  python: (folder, workspace) => String(holdsPython(folder, workspace)),
  importers: async (path, workspace) => {
    const { importersOf } = await import('../languages/typescript/syntax/importers.ts');
    return importersOf(path, workspace).join('\u0000');
  },
  packages: async (_, workspace) => {
    const { packagesAnswer } = await import('../languages/typescript/syntax/modules.ts');
    return packagesAnswer(workspace);
  },
};

/** Whether everything is still as it was. @param digest of a file's bytes */
export async function areSame(
  { files, asked, answers }: Dependencies,
  workspace: Workspace,
  digest: (path: string) => string,
): Promise<boolean> {
  if (asked.some(([path, found]) => workspace.has(path) !== found)) return false;
  if (files.some(([path, before]) => digest(path) !== before)) return false;
  for (const [question, subject, before] of answers) {
    const answer = ANSWERS[question];
    if (!answer || digestOf(await answer(subject, workspace)) !== before) return false;
  }
  return true;
}
