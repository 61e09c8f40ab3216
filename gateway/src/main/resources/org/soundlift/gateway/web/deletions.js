// The deletions of jobs. Each can be taken back for a while.
import * as jobs from './jobs.js';

const UNDO_MS = 6_000;

export class Deletions {
  #board;
  #pending = new Map(); // Timers by job id.
  #gone = new Set(); // Job ids: an answer of before the deletion must not bring a row back.

  // `board` has forget(id), show(row, job), update(job), changed(), failed(), refresh().
  constructor(board) {
    this.#board = board;
  }

  // Whether the job of that id can still be brought back.
  isPending(id) {
    return this.#pending.has(id);
  }

  // Whether nothing of the job of that id is to be shown.
  hides(id) {
    return this.#pending.has(id) || this.#gone.has(id);
  }

  // Notes that the job was deleted, here or in another tab, on another device, by the service.
  note(id) {
    this.#clear(id);
    this.#gone.add(id);
  }

  #clear(id) {
    clearTimeout(this.#pending.get(id)?.timer);
    this.#pending.delete(id);
  }

  // Deletes the job of a row after a while.
  later(row) {
    const { job } = row;
    const id = job.job_id;
    if (this.#pending.has(id)) return;
    row.closePlayer();
    row.panel.close();
    row.setNotes([]);
    row.deleted();
    const finish = () => this.#finish(id);
    this.#pending.set(id, { timer: setTimeout(finish, UNDO_MS), finish });
    row.setActions([{ name: 'undo', run: () => {
      this.#clear(id);
      this.#board.show(row, job);
      row.focus();
      jobs.status(id).then(this.#board.update, () => {}); // It may have ended meanwhile.
    } }]);
    this.#board.changed();
  }

  #finish(id) {
    this.#board.forget(id);
    return jobs.remove(id).catch((e) => {
      if (e.status === 404) return;
      this.#gone.delete(id);
      this.#board.failed();
      this.#board.refresh();
    });
  }

  // Deletes now what could still be brought back.
  finishAll() {
    return Promise.all([...this.#pending.values()].map(({ timer, finish }) => {
      clearTimeout(timer);
      return finish();
    }));
  }
}
