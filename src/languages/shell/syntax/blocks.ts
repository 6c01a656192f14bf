import type { Assignment, Block, Redirect, Statement, Word } from './ir.ts';

function pushAssignmentWords(assignments: readonly Assignment[], into: Word[]): void {
  for (const { index, value } of assignments) {
    if (index) into.push(index);
    if (value.kind === 'word') into.push(value.word);
    else if (value.kind === 'array') for (const word of value.words) into.push(word);
  }
}

function pushRedirectWords(redirects: readonly Redirect[], into: Word[]): void {
  for (const redirect of redirects) if (redirect.word) into.push(redirect.word);
}

const NO_WORDS: readonly Word[] = [];
const NO_BLOCKS: readonly Block[] = [];

/** Every word of a statement itself, not of the statements inside it. */
export function wordsOf(statement: Statement): readonly Word[] {
  if (statement.kind === 'command' && statement.assignments.length === 0 && statement.redirects.length === 0) return statement.words;
  if (statement.kind === 'function' || (statement.kind === 'group' && statement.redirects.length === 0)) return NO_WORDS;
  const words: Word[] = [];
  switch (statement.kind) {
    case 'command':
      pushAssignmentWords(statement.assignments, words);
      for (const word of statement.words) words.push(word);
      pushRedirectWords(statement.redirects, words);
      break;
    case 'assignment':
      pushAssignmentWords(statement.assignments, words);
      break;
    case 'conditional':
      if (statement.subject) words.push(statement.subject);
      for (const arm of statement.arms) for (const pattern of arm.patterns ?? []) words.push(pattern);
      break;
    case 'loop':
      for (const word of statement.words ?? []) words.push(word);
      pushRedirectWords(statement.redirects, words);
      break;
    case 'group':
      pushRedirectWords(statement.redirects, words);
      break;
  }
  return words;
}

function pushWordBlocks(word: Word, into: Block[]): void {
  for (const part of word.parts) {
    if (part.kind === 'command' || part.kind === 'process') into.push(part.body);
    else if (part.kind === 'arithmetic') for (const block of part.commands) into.push(block);
    else if (part.kind === 'parameter') {
      const { index, nested, operations } = part.parameter;
      if (index) pushWordBlocks(index, into);
      if (nested) pushWordBlocks(nested, into);
      for (const operation of operations) {
        if ('word' in operation) pushWordBlocks(operation.word, into);
        if ('pattern' in operation) pushWordBlocks(operation.pattern, into);
        if ('replacement' in operation) pushWordBlocks(operation.replacement, into);
        if ('offset' in operation) pushWordBlocks(operation.offset, into);
        if ('length' in operation && operation.length) pushWordBlocks(operation.length, into);
      }
    }
  }
}

/** The blocks of a statement that run in order with it: bodies, conditions, members and command substitutions. */
export function childBlocks(statement: Statement): readonly Block[] {
  return statement.blocks ?? blocksOf(statement);
}

/** The same of a statement that is still being put together. */
export function blocksOf(statement: Statement): readonly Block[] {
  const blocks: Block[] = [];
  for (const word of wordsOf(statement)) pushWordBlocks(word, blocks);
  switch (statement.kind) {
    case 'conditional':
      for (const arm of statement.arms) {
        if (arm.condition) blocks.push(arm.condition);
        blocks.push(arm.body);
      }
      break;
    case 'loop':
      if (statement.condition) blocks.push(statement.condition);
      blocks.push(statement.body);
      break;
    case 'function':
      blocks.push(statement.body);
      break;
    case 'group':
      for (const member of statement.members) blocks.push(member);
      break;
    default:
  }
  return blocks.length === 0 ? NO_BLOCKS : blocks;
}

/** Tells the blocks of a statement where they stand. */
export function adopt(block: Block, index: number): void {
  const statement = block.statements[index]!;
  const blocks = blocksOf(statement);
  (statement as { blocks?: readonly Block[] }).blocks = blocks;
  for (const child of blocks) child.parent ??= { statement, block, index };
}
