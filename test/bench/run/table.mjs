const MEGABYTE = 1024 ** 2;

const ratio = (value, base) => (value === undefined || !base ? '' : (value / base).toFixed(value / base < 10 ? 1 : 0));

/** The measurements as a Markdown table: our time as a multiple of each other tool's, and our memory. @param by `time` or `processor` */
export function table(results, { absolute, by }) {
  const others = [...new Set(results.flatMap(({ tools }) => Object.keys(tools)))].filter((name) => name !== 'unbasic');
  const title = (name) => (name === 'node' ? '`node -e 0`' : name === 'ast-grep' ? '`ast-grep`' : `\`${name} -l\``);
  const head = ['', ...others.map((name) => `× ${title(name)}`), 'memory', ...(absolute ? ['seconds'] : [])];
  const rows = results.map(({ name, tools }) => {
    const { [by]: time, memory } = tools.unbasic;
    const cells = others.map((other) => ratio(time, tools[other]?.[by]));
    const size = memory === undefined ? 'skipped' : `${Math.round(memory / MEGABYTE)} MB`;
    return [name, ...cells, size, ...(absolute ? [((time ?? 0) / 1000).toFixed(2)] : [])];
  });
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
