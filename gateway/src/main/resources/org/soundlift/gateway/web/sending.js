// The files on their way to the server: their rows, and what can be done with each.
import { byId } from './dom.js';
import { refusal } from './facts.js';
import * as format from './format.js';
import * as options from './options.js';
import { begunAs } from './pieces.js';
import { Preparing } from './preparing.js';
import { text } from './texts.js';
import { Uploads, isInPieces, isLarge } from './upload.js';

export class Sending {
  #board;
  #preparing = new Preparing({
    send: (row, order, parts) => this.#send(row, order, parts),
    refuse: (row, order, failure) => this.#refuse(row, order, failure),
    leave: (row) => this.#leave(row),
    changed: () => this.#board.changed(),
  });
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
    refused: (upload, failure) => this.#refuse(this.#take(upload), upload.order, failure),
    accepted: (upload, id) => this.#board.accepted(this.#take(upload), id),
  });

  // `board`: list, newRow(name, created), leave(row), announce(sentence), changed(), toolbar(), accepted(row, jobId).
  constructor(board) {
    this.#board = board;
  }

  get rows() {
    return [...this.#refused, ...this.#preparing.rows, ...this.#pending.values()];
  }

  get busy() {
    return this.#uploads.busy || this.#preparing.rows.length > 0;
  }

  set limits(known) {
    this.#limits = known;
    this.#uploads.pieceBytes = known.upload_piece_bytes;
  }

  // Gives up what is being uploaded, or would be: it is no longer the same person.
  abandon() {
    this.#preparing.endAll();
    for (const upload of [...this.#pending.keys()]) this.#uploads.cancel(upload);
  }

  // The row of the one upload that this job can be of: the event of a job may be faster than the upload's answer.
  rowOf(job) {
    if (job.status !== 'queued' && job.status !== 'processing') return null;
    const same = [...this.#pending].filter(([{ file }, row]) => !row.job
      && file.name === job.source.filename && file.size === job.source.bytes);
    return same.length === 1 ? same[0][1] : null;
  }

  // Each file becomes a row at once.
  add(files) {
    if (!options.areValid()) return;
    byId('unfinished').textContent = '';
    const orders = files.map((file) => {
      const row = this.#board.newRow(file.name, new Date().toISOString());
      row.bytes = file.size;
      row.setFacts([format.size(file.size)]);
      row.waiting();
      this.#board.toolbar().track(row);
      this.#board.list.append(row.element);
      return [row, begunAs(file) ?? this.#order(file)];
    });
    this.#preparing.all(orders, byId('hear-first').checked);
    this.#board.changed();
  }

  #order(file) {
    return { file, ...options.chosen(), whole: byId('send-whole').checked };
  }

  #leave(row) {
    this.#board.leave(row);
    this.#board.announce(text('announce', { name: row.name, state: text('canceled') }));
    this.#board.changed();
  }

  #take(upload) {
    const row = this.#pending.get(upload);
    this.#pending.delete(upload);
    return row;
  }

  // `parts` are those of the request; `note` and `warnings` are for the owner.
  #send(row, order, parts) {
    if (parts.file.size > this.#limits.max_upload_bytes) {
      this.#refuse(row, order, { code: 'FILE_TOO_LARGE' });
      return;
    }
    this.#preparing.end(row);
    row.waiting();
    row.sourceWarnings = parts.warnings ?? [];
    row.setNotes([parts.note, ...row.sourceWarnings].filter(Boolean));
    const upload = this.#uploads.add(parts.file, parts);
    upload.order = order;
    this.#pending.set(upload, row);
    this.#showActions(row, upload);
  }

  // A file that was not accepted. It is still at hand, so it can be tried again.
  #refuse(row, order, failure) {
    this.#preparing.end(row);
    this.#refused.add(row);
    row.setNotes([]);
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
        // What was refused may not be with other options, unless these are of a part that was chosen.
        this.#preparing.prepare(row, order.isHeard || order.hasBegun ? order : this.#order(order.file));
      } },
      { name: 'dismiss', icon: 'cancel', run: dismiss },
    ]);
    this.#board.changed();
  }

  #showActions(row, upload) {
    const cancel = { name: 'cancel', run: () => {
      this.#uploads.cancel(upload);
      this.#pending.delete(upload);
      this.#leave(row);
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
    const part = { name: 'part', run: () => {
      this.#uploads.cancel(upload);
      this.#pending.delete(upload);
      this.#preparing.choose(row, upload.order);
    } };
    row.setActions([
      ...(isInPieces(upload) ? [upload.paused ? resume : pause] : []),
      ...(isLarge(upload.order.file) ? [part] : []),
      cancel,
    ]);
    this.#board.changed();
  }
}
