const CALL = {
  shell: 'curl -u "$u:$p" https://jamf.example.com/JSSResource/computers',
  python: "requests.get('https://jamf.example.com/JSSResource/computers', auth=(u, p))",
  typescript: "fetch('https://jamf.example.com/JSSResource/computers', { headers: { Authorization: 'Basic ' + k } })",
};

/** What can stand around itself: opening, closing. */
const PAIRS = {
  shell: [
    ['"$(', ')"'],
    ['$(', ')'],
    ['`', '`'],
    ['${x:-', '}'],
    ['"${x:-"', '"}"'],
    ['{ ', '; }'],
    ['( ', ' )'],
    ['(( ', ' ))'],
    ['$(( ', ' ))'],
    ['$[', ']'],
    ['[[ ( ', ' ) ]]'],
    ['if true; then ', '; fi'],
    ['for i in a; do ', '; done'],
    ['while read x; do ', '; done'],
    ['case x in x) ', ';; esac'],
    ['f() { ', '; }'],
    ['function f { ', '; }'],
    ['<(', ')'],
    ['cat <(', ')'],
    ["sh -c '", "'"],
    ['sh -c "', '"'],
    ["eval '", "'"],
    ['${${', '}}'],
    ['${(f)"$(', ')"}'],
    ["$'", "'"],
    ["'", "'"],
    ['"', '"'],
    ['[', ']'],
    ['a=(', ')'],
    ['! ', ''],
    ['a && ', ''],
    ['a | ', ''],
    ['a=1 ', ''],
    ['\\\n', ''],
    ['sudo ', ''],
    ['env ', ''],
    ['time ', ''],
    ['eval ', ''],
    ['exec ', ''],
    ['command ', ''],
    ['x=$x$x;', ''],
    ['{a,', '}'],
    ['x[', ']=1'],
    ['repeat 2 { ', ' }'],
    ['{ ', ' } always { x }'],
  ],
  python: [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
    ['{1: ', '}'],
    ['f(', ')'],
    ['(lambda: ', ')()'],
    ['f"{', '}"'],
    ["f'{", "}'"],
    ['not ', ''],
    ['-', ''],
    ['a if b else ', ''],
    ['a + ', ''],
    ['a.b(', ').c'],
    ['[x for x in ', ']'],
    ['x = ', ''],
    ['await ', ''],
    ['a[', ']'],
    ['(x := ', ')'],
    ['a and ', ''],
    ['a < ', ''],
    ['"" % ', ''],
    ['os.system("', '")'],
    ['exec("""', '""")'],
    ['*', ''],
    ['@x\n', ''],
  ],
  typescript: [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
    ['({a: ', '})'],
    ['f(', ')'],
    ['(() => ', ')()'],
    ['`${', '}`'],
    ['!', ''],
    ['- ', ''],
    ['a ? b : ', ''],
    ['a + ', ''],
    ['a.b(', ').c'],
    ['new (', ')'],
    ['<a>', '</a>'],
    ['<a b={', '}/>'],
    ['<a>{', '}</a>'],
    ['async () => { await ', ' }'],
    ['class { a = ', ' }'],
    ['function f() { ', ' }'],
    ['if (a) ', ''],
    ['if (a) { ', ' }'],
    ['x = ', ''],
    ['a?.[', ']'],
    ['a ?? ', ''],
    ['(a as ', ')'],
    ['type A<T> = ', ''],
    ['a.then(() => ', ')'],
    ['namespace a { ', ' }'],
    ['switch (a) { case 1: ', ' }'],
    ['try { ', ' } catch {}'],
    ['await ', ''],
    ['execSync(`', '`)'],
    ['A<', '>'],
  ],
};

function indented(random, depth) {
  const heads = ['if x:', 'for x in y:', 'while x:', 'def f(a):', 'class A:', 'try:', 'with x as y:'];
  let text = '';
  for (let level = 0; level < depth; level++) text += `${' '.repeat(level)}${random.pick(heads)}\n`;
  return `${text}${' '.repeat(depth)}${CALL.python}\n`;
}

/** A call inside many constructs, of one kind or of several, closed or left open. */
export function nested(random, language) {
  const depth = random.size(2, random.once(4) ? 60_000 : 2000);
  if (language === 'python' && random.once(4)) return `import requests\n${indented(random, Math.min(depth, 1200))}`;
  const pairs = PAIRS[language];
  const kinds = random.once(2) ? [random.pick(pairs)] : random.list(2 + random.below(3), () => random.pick(pairs));
  const open = [];
  const close = [];
  for (let level = 0; level < depth; level++) {
    const [before, after] = kinds[level % kinds.length];
    open.push(before);
    close.push(after);
  }
  const closed = random.once(3)
    ? ''
    : close
        .reverse()
        .slice(0, random.once(3) ? random.below(depth) : depth)
        .join('');
  const head =
    language === 'python' ? 'import requests, os\n' : language === 'shell' ? `#!/bin/${random.pick(['sh', 'bash', 'zsh'])}\n` : '';
  return `${head}${random.pick(['', 'x=', 'a '])}${open.join('')}${CALL[language]}${closed}\n${CALL[language]}\n`.slice(0, 1_900_000);
}
