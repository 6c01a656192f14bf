import type { TreeShape } from './syntax-node.ts';

export type GrammarName = 'bash' | 'python';

/** Words that hold a command substitution; what else is inside of a word is read from the text. */
const HOLDS_COMMANDS = /`|[$<>=]\(|\$\{[\s|]/;
const BASH_WORDS = new Set([
  'string',
  'raw_string',
  'concatenation',
  'expansion',
  'simple_expansion',
  'translated_string',
  'number',
  'word',
  'variable_name',
  'comment',
]);

const PYTHON_TOKENS = new Set(['identifier', 'integer', 'float', 'true', 'false', 'none', 'comment', 'string_start', 'string_end']);
/** Types of nodes none of whose children the grammar gives a name. */
const PYTHON_NAMELESS = new Set([
  'module',
  'expression_statement',
  'argument_list',
  'parameters',
  'string',
  'concatenated_string',
  'string_content',
  'list',
  'tuple',
  'set',
  'dictionary',
  'parenthesized_expression',
  'return_statement',
  'dotted_name',
  'assert_statement',
  'await',
  'list_splat',
  'dictionary_splat',
  'expression_list',
  'pattern_list',
]);

/** What is asked of the trees of each grammar. */
export const SHAPES: Readonly<Record<GrammarName, TreeShape>> = {
  bash: {
    hasFields: (type) => type === 'function_definition',
    isLeaf: (type, start, end, text) => BASH_WORDS.has(type) && !HOLDS_COMMANDS.test(text.slice(start, end)),
  },
  python: {
    hasFields: (type) => !PYTHON_NAMELESS.has(type),
    isLeaf: (type) => PYTHON_TOKENS.has(type),
  },
};
