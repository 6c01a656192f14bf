(() => {
  /** What a row is sorted by in a column: a number where there is one. */
  function keyOf(row, column) {
    const cell = row.cells[column];
    const text = cell.dataset.value ?? cell.textContent.trim();
    const number = Number(text);
    return text !== '' && Number.isFinite(number) ? number : text.toLowerCase();
  }

  function compare(left, right) {
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    const [a, b] = [String(left), String(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function sortBy(table, column) {
    const headings = [...table.tHead.rows[0].cells];
    const current = headings[column].getAttribute('aria-sort');
    const startsDown = headings[column].classList.contains('number');
    const direction = current === 'none' ? (startsDown ? 'descending' : 'ascending') : current === 'ascending' ? 'descending' : 'ascending';
    for (const [index, heading] of headings.entries()) heading.setAttribute('aria-sort', index === column ? direction : 'none');
    const sign = direction === 'ascending' ? 1 : -1;
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, key: keyOf(row, column) }));
    rows.sort((left, right) => sign * compare(left.key, right.key));
    body.append(...rows.map(({ row }) => row));
  }

  for (const table of document.querySelectorAll('table[data-sortable]')) {
    table.tHead.addEventListener('click', (event) => {
      const button = event.target.closest('.sort');
      if (button) sortBy(table, button.closest('th').cellIndex);
    });
  }

  const form = document.querySelector('.filters');
  if (!form) return;
  const table = document.querySelector('.findings');
  const nothing = document.querySelector('.nothing');
  const output = form.querySelector('output');
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: row.textContent.toLowerCase(), ...row.dataset }));

  function apply() {
    const { text, severity, rule, state } = Object.fromEntries(new FormData(form));
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of rows) {
      const matches =
        (severity === '' || item.severity === severity) &&
        (rule === '' || item.rule === rule) &&
        (state === '' || item.state === state) &&
        words.every((word) => item.text.includes(word));
      if (item.row.hidden === matches) item.row.hidden = !matches;
      if (matches) shown++;
    }
    output.textContent = shown === rows.length ? `${rows.length} findings` : `${shown} of ${rows.length} findings`;
    nothing.hidden = shown > 0;
  }

  let pending = 0;
  function soon() {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(apply);
  }

  form.hidden = false;
  form.addEventListener('input', soon);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
})();
