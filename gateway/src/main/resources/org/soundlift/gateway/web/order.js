// The order of rows: what moves, what waits in its order, and then what has ended, newest first.

const MOVING = ['choosing', 'lifting', 'uploading', 'paused', 'interrupted', 'converting'];
const WAITING = ['waiting', 'queued'];

export function rank(row) {
  if (MOVING.includes(row.phase)) return 0;
  return WAITING.includes(row.phase) ? 1 : 2;
}

export function compare(a, b) {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (rank(a) === 2) return a.created === b.created ? a.sequence - b.sequence : a.created < b.created ? 1 : -1;
  return a.sequence - b.sequence;
}

// A row that is moved in the document would lose the focus, or stop playing: the others move around it.
export function arrange(list, wanted, anchor) {
  wanted.forEach((item, index) => {
    if (item === anchor) {
      while (list.children[index] !== anchor) list.append(list.children[index]);
    } else if (list.children[index] !== item) {
      list.insertBefore(item, list.children[index] ?? null);
    }
  });
}
