// Tables of rows, each cell a text or an element.
import { element } from './dom.js';

// Columns are { title, number, wide, hidden }; rows are lists of cells.
export function fillTable(table, columns, rows, empty) {
  const kind = ({ number, wide }) => ({ ...((number || wide) && { class: number ? 'number' : 'wide' }) });
  const title = (column) => (column.hidden ? element('span', { class: 'visually-hidden' }, column.title) : column.title);
  const head = element('tr', {}, ...columns.map((column) => element('th', { scope: 'col', ...kind(column) }, title(column))));
  const body = rows.map((cells) => element('tr', {}, ...cells.map((cell, i) => element('td', kind(columns[i]), cell))));
  if (rows.length === 0) body.push(element('tr', {}, element('td', { colspan: columns.length, class: 'reason' }, empty)));
  table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...body));
}

// A button in a row; its name says for which row it is.
export function rowButton(word, label, act) {
  const button = element('button', { type: 'button', 'aria-label': label }, word);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await act();
    } finally {
      button.disabled = false;
    }
  });
  return button;
}
