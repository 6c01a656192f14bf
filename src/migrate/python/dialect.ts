import { readShebang } from '../../files/shebang.ts';
import type { HelperPython } from '../helpers/python-helper.ts';
import { argumentsOf, calleeName, child, descendants, type PyTree, textOf } from './tree.ts';

const MODULES_OF_2 = /^(?:urllib2|httplib|urlparse|ConfigParser|StringIO|cStringIO|commands|__builtin__|Queue|HTMLParser|cPickle)$/;
const MODULES_OF_3 =
  /^(?:urllib\.(?:request|parse|error)|http\.client|http\.cookiejar|configparser|html\.parser|asyncio|dataclasses|pathlib|httpx|aiohttp)$/;
const SYNTAX_OF_2 = new Set(['print_statement', 'exec_statement', 'chevron']);
const SYNTAX_OF_3 = new Set(['nonlocal_statement', 'named_expression', 'await', 'type', 'match_statement', 'keyword_separator']);
const NAMES_OF_2 = new Set(['raw_input', 'unicode', 'xrange', 'basestring']);

/** Modules that are imported where nothing would catch their absence. */
function* plainImports(tree: PyTree): Generator<string> {
  for (const node of descendants(tree.root)) {
    if (node.type !== 'import_statement' && node.type !== 'import_from_statement') continue;
    let at = node.parent;
    while (at && at.type !== 'try_statement') at = at.parent;
    if (at) continue;
    const module = child(node, 'module_name');
    if (module) yield textOf(tree, module);
    else for (const one of node.children.filter(({ field }) => field === 'name')) yield textOf(tree, child(one, 'name') ?? one);
  }
}

/**
 * The Python that a script is written for: by its first line, by modules that only one of both has, by statements and names of
 * Python 2 alone, by syntax of Python 3 alone. `any` where nothing tells, or where both are named.
 */
export function dialectOf(tree: PyTree): HelperPython {
  const interpreter = readShebang(tree.text)?.interpreter ?? '';
  if (/python2/.test(interpreter)) return 'py2';
  if (/python3/.test(interpreter)) return 'py3';
  let two = 0;
  let three = 0;
  for (const module of plainImports(tree)) {
    if (MODULES_OF_2.test(module)) two++;
    if (MODULES_OF_3.test(module)) three++;
  }
  for (const node of descendants(tree.root)) {
    if (SYNTAX_OF_2.has(node.type)) two++;
    else if (SYNTAX_OF_3.has(node.type) || (node.type === 'async' && !node.named)) three++;
    else if (node.type === 'string_start' && /f/i.test(textOf(tree, node))) three++;
    else if (node.type === 'call') {
      const name = calleeName(tree, node);
      if (NAMES_OF_2.has(name) && child(node, 'function')?.type === 'identifier') two++;
      else if (name === 'print' && argumentsOf(tree, node).keywords.size > 0) three++;
    }
  }
  if (two > 0 && three === 0) return 'py2';
  return three > 0 && two === 0 ? 'py3' : 'any';
}
