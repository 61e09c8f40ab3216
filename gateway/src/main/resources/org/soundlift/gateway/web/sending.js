// The files on their way to the server: their rows, and what can be done with each.
import { byId } from './dom.js';
import { refusal } from './facts.js';
import * as format from './format.js';
import * as options from './options.js';
import { begunAs } from './pieces.js';
import { text } from './texts.js';
import { Uploads, isInPieces, requireVideo } from './upload.js';

// Smaller videos are sent as quickly as their sound would be.
const WORTH_IT = 8 << 20;

// A module that few visits need; an empty one while the server is away.
const load = (name) => import(name).catch(() => ({}));

const takesSound = ({ file, isHeard }) => !byId('send-whole').checked && (isHeard || file.size > WORTH_IT);

export class Sending {
  #board;
  #preparing = new Set(); // Rows of files of which nothing is sent yet.
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
    return [...this.#refused, ...this.#preparing, ...this.#pending.values()];
  }

  get busy() {
    return this.#uploads.busy || this.#preparing.size > 0;
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

  // Each file becomes a row at once; their sound is taken out one after the other.
  async add(files) {
    if (!options.areValid()) return;
    byId('unfinished').textContent = '';
    const chosen = options.chosen();
    const hears = byId('hear-first').checked;
    const begun = files.map((file) => {
      const row = this.#board.newRow(file.name, new Date().toISOString());
      row.bytes = file.size;
      row.setFacts([format.size(file.size)]);
      row.waiting();
      this.#board.toolbar().track(row);
      this.#board.list.append(row.element);
      this.#begin(row);
      const query = begunAs(file); // It goes on as it was begun.
      return [row, query === undefined ? { file, ...chosen } : { file, query, files: {}, hasBegun: true }];
    });
    this.#board.changed();
    for (const [row, order] of begun) {
      if (this.#preparing.has(row)) await (hears && !order.hasBegun ? this.#choose(row, order) : this.#prepare(row, order));
    }
  }

  // `stop` ends what is under way for the row.
  #begin(row, stop = () => {}, more = []) {
    this.#preparing.add(row);
    const cancel = () => {
      stop();
      this.#leave(row);
    };
    row.setActions([...more, { name: 'cancel', run: cancel }]);
  }

  #leave(row) {
    this.#preparing.delete(row);
    this.#board.leave(row);
    this.#board.announce(text('announce', { name: row.name, state: text('canceled') }));
    this.#board.changed();
  }

  // Sends the sound alone, where it can be taken out, or else the whole file.
  async #prepare(row, order) {
    let taking;
    const part = { name: 'part', run: () => {
      taking?.cancel();
      this.#choose(row, order);
    } };
    this.#begin(row, () => taking?.cancel(), [part]);
    row.waiting();
    try {
      await requireVideo(order.file);
      const { parcel } = takesSound(order) ? await load('./taking.js') : {};
      const parts = parcel ? await parcel(order, (begun) => { taking = begun; }, (fraction) => row.lifting(fraction))
        : { ...order, note: '' };
      if (this.#preparing.has(row)) this.#send(row, order, parts);
    } catch (failure) {
      if (!failure.canceled) this.#refuse(row, order, failure);
    }
  }

  // Before anything is sent, its owner hears it and chooses a part.
  async #choose(row, order) {
    row.choosing();
    this.#preparing.add(row);
    this.#board.changed();
    try {
      await requireVideo(order.file);
      const { Chooser } = await load('./chooser.js');
      if (!Chooser) { // The server is away. What can be sent now goes on when it is back.
        this.#prepare(row, order);
        return;
      }
      const chooser = new Chooser(order, {
        whole: (all, parts) => {
          chooser.close();
          if (parts) this.#send(row, all, parts);
          else this.#prepare(row, all);
        },
        part: (some) => {
          chooser.close();
          this.#prepare(row, { ...some, isHeard: true });
        },
        refused: (failure) => {
          chooser.close();
          this.#refuse(row, order, failure);
        },
      });
      this.#begin(row, () => chooser.close());
      row.element.append(chooser.element);
      chooser.focus();
    } catch (failure) {
      this.#refuse(row, order, failure);
    }
  }

  #take(upload) {
    const row = this.#pending.get(upload);
    this.#pending.delete(upload);
    return row;
  }

  // `parts` are those of the request, and a note on them.
  #send(row, order, parts) {
    if (parts.file.size > this.#limits.max_upload_bytes) {
      this.#refuse(row, order, { code: 'FILE_TOO_LARGE' });
      return;
    }
    this.#preparing.delete(row);
    row.waiting();
    row.setNotes(parts.note ? [parts.note] : []);
    const upload = this.#uploads.add(parts.file, parts);
    upload.order = order;
    this.#pending.set(upload, row);
    this.#showActions(row, upload);
  }

  // A file that was not accepted. It is still at hand, so it can be tried again.
  #refuse(row, order, failure) {
    this.#preparing.delete(row);
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
        this.#prepare(row, order);
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
    const part = { name: 'part', run: () => {
      this.#uploads.cancel(upload);
      this.#pending.delete(upload);
      row.setNotes([]);
      this.#choose(row, upload.order);
    } };
    row.setActions(isInPieces(upload) ? [upload.paused ? resume : pause, part, cancel] : [cancel]);
    this.#board.changed();
  }
}
