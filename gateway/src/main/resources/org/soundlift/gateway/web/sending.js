// The files on their way to the server: their rows, and what can be done with each.
import { byId } from './dom.js';
import { refusal } from './facts.js';
import * as format from './format.js';
import * as options from './options.js';
import { text } from './texts.js';
import { Uploads, defect, isInPieces } from './upload.js';

export class Sending {
  #board;
  #pending = new Map(); // Rows of uploads that are not yet jobs.
  #refused = new Set(); // Rows of files that never became jobs.
  #limits = { max_upload_bytes: Infinity };
  #uploads = new Uploads({
    started: (upload) => {
      this.#pending.get(upload).uploading(0, upload.file.size);
      this.#board.changed();
    },
    progressed: (upload, bytes) => {
      this.#pending.get(upload)?.uploading(bytes, upload.file.size);
      this.#board.toolbar().update();
    },
    stalled: (upload) => this.#pending.get(upload)?.stalled(),
    interrupted: (upload, seconds) => {
      this.#pending.get(upload)?.interrupted(seconds);
      this.#board.changed();
    },
    refused: (upload, failure) => this.#refuse(this.#take(upload), upload.file, failure),
    accepted: (upload, id) => this.#board.accepted(this.#take(upload), id),
  });

  // `board`: list, newRow(name, created), leave(row), announce(sentence), changed(), toolbar(), accepted(row, jobId).
  constructor(board) {
    this.#board = board;
  }

  get rows() {
    return [...this.#refused, ...this.#pending.values()];
  }

  get busy() {
    return this.#uploads.busy;
  }

  set limits(known) {
    this.#limits = known;
    this.#uploads.pieceBytes = known.upload_piece_bytes;
  }

  // Gives up what is being uploaded: it is no longer the same person.
  abandon() {
    for (const upload of [...this.#pending.keys()]) this.#uploads.cancel(upload);
  }

  // The row of the one upload that this job can be of: the event of a job may be faster than the upload's answer.
  rowOf(job) {
    if (job.status !== 'queued' && job.status !== 'processing') return null;
    const same = [...this.#pending].filter(([{ file }, row]) => !row.job
      && file.name === job.source.filename && file.size === job.source.bytes);
    return same.length === 1 ? same[0][1] : null;
  }

  async add(files) {
    if (!options.areValid()) return;
    byId('unfinished').textContent = '';
    const begun = files.map((file) => {
      const row = this.#board.newRow(file.name, new Date().toISOString());
      row.bytes = file.size;
      row.setFacts([format.size(file.size)]);
      row.waiting();
      this.#board.toolbar().track(row);
      this.#board.list.append(row.element);
      return [row, file];
    });
    for (const [row, file] of begun) await this.#send(row, file);
  }

  #take(upload) {
    const row = this.#pending.get(upload);
    this.#pending.delete(upload);
    return row;
  }

  async #send(row, file) {
    row.waiting();
    const code = await defect(file, this.#limits.max_upload_bytes);
    if (code) {
      this.#refuse(row, file, { code });
      return;
    }
    const upload = this.#uploads.add(file, options.chosen());
    this.#pending.set(upload, row);
    this.#showActions(row, upload);
  }

  // A file that was not accepted. It is still at hand, so it can be tried again.
  #refuse(row, file, failure) {
    this.#refused.add(row);
    row.failed(refusal(failure, this.#limits.max_upload_bytes));
    const dismiss = () => {
      this.#refused.delete(row);
      this.#board.leave(row);
      this.#board.changed();
    };
    row.setActions([
      { name: 'retry', run: () => {
        this.#refused.delete(row);
        this.#board.toolbar().track(row);
        this.#send(row, file);
      } },
      { name: 'dismiss', icon: 'cancel', run: dismiss },
    ]);
    this.#board.changed();
  }

  #showActions(row, upload) {
    const cancel = { name: 'cancel', run: () => {
      this.#uploads.cancel(upload);
      this.#pending.delete(upload);
      this.#board.leave(row);
      this.#board.announce(text('announce', { name: row.name, state: text('canceled') }));
      this.#board.changed();
    } };
    const pause = { name: 'pause', run: () => {
      this.#uploads.pause(upload);
      row.paused();
      this.#showActions(row, upload);
    } };
    const resume = { name: 'resume', icon: 'up', run: () => {
      row.waiting();
      this.#uploads.resume(upload);
      this.#showActions(row, upload);
    } };
    row.setActions(isInPieces(upload) ? [upload.paused ? resume : pause, cancel] : [cancel]);
    this.#board.changed();
  }
}
