/**
 * A script of about so many lines: its head, what it sets up, and its special parts in their order with ordinary ones among them.
 * @param parts `{head, setup, special, tail}`: texts and lists of texts; @param filler gives one ordinary part
 */
export function compose(random, { head, setup = [], special = [], tail = '' }, filler, lines) {
  const texts = [head, ...setup];
  const countOf = (text) => text.split('\n').length;
  const fixed = [...texts, ...special, tail].reduce((sum, text) => sum + countOf(text) + 1, 0);
  const ordinary = [];
  for (let left = lines - fixed; left > 3; ) {
    const text = filler(random, ordinary.length);
    ordinary.push(text);
    left -= countOf(text) + 1;
  }
  const every = ordinary.length / (special.length + 1);
  special.forEach((text, index) => {
    texts.push(...ordinary.slice(Math.round(index * every), Math.round((index + 1) * every)), text);
  });
  texts.push(...ordinary.slice(Math.round(special.length * every)));
  if (tail !== '') texts.push(tail);
  return `${texts.join('\n\n')}\n`;
}
