// A file before anything of it is sent: its sound is taken out of it, or its owner hears it and chooses a part.
import { isLarge, requireVideo } from './upload.js';

const AGAIN_AFTER_MS = 3_000;

const takesSound = ({ file, whole, isHeard }) => !whole && (isHeard || isLarge(file));

// What is done for a row now. It is over once something else is done for it, or the row has left.
class Turn {
  #stops = [];
  isOver = false;
  over = new Promise((resolve) => { this.#stops.push(resolve); });

  onEnd(stop) {
    if (this.isOver) stop();
    else this.#stops.push(stop);
  }

  end() {
    this.isOver = true;
    for (const stop of this.#stops.splice(0)) stop();
  }
}

export class Preparing {
  #turns = new Map(); // By row.
  #host;

  // `host`: send(row, order, parts), refuse(row, order, failure), leave(row), changed().
  // An order is a file, the options as a query, files of labels by their names, and `whole`: whether all of it is to be sent.
  constructor(host) {
    this.#host = host;
  }

  get rows() {
    return [...this.#turns.keys()];
  }

  // Ends what is done for a row. It is no longer one of these.
  end(row) {
    this.#turns.get(row)?.end();
    this.#turns.delete(row);
  }

  endAll() {
    this.rows.forEach((row) => this.end(row));
  }

  // Begins what is done for a row, instead of what was done before.
  #begin(row, actions) {
    this.#turns.get(row)?.end();
    const turn = new Turn();
    this.#turns.set(row, turn);
    row.setActions([...actions, { name: 'cancel', run: () => {
      this.end(row);
      this.#host.leave(row);
    } }]);
    return turn;
  }

  // One after the other: reading many large files at a time helps none of them.
  async all(orders, hears) {
    const waiting = orders.map(([row, order]) => [row, order, this.#begin(row, this.#part(row, order))]);
    for (const [row, order, turn] of waiting) {
      if (!turn.isOver) await (hears && !order.hasBegun ? this.choose(row, order) : this.prepare(row, order));
    }
  }

  #part(row, order) {
    return isLarge(order.file) ? [{ name: 'part', run: () => this.choose(row, order) }] : [];
  }

  // Hands over the sound alone, where it can be taken out, or else the whole file.
  async prepare(row, order) {
    const turn = this.#begin(row, this.#part(row, order));
    row.waiting();
    try {
      await requireVideo(order.file);
      const parts = takesSound(order) ? await this.#sound(row, order, turn) : { ...order, note: '' };
      if (!turn.isOver) this.#host.send(row, order, parts);
    } catch (failure) {
      if (!turn.isOver) this.#host.refuse(row, order, failure);
    }
  }

  async #sound(row, order, turn) {
    for (;;) {
      const { parcel } = await this.#load('./taking.js', row, turn);
      try {
        return await parcel(order, turn, (fraction) => turn.isOver || row.lifting(fraction));
      } catch (failure) {
        if (turn.isOver || !failure.isAway) throw failure;
        await this.#away(row);
      }
    }
  }

  // Until its owner has chosen, or gone on.
  async choose(row, order) {
    const turn = this.#begin(row, []);
    row.setNotes([]);
    row.choosing();
    this.#host.changed();
    try {
      await requireVideo(order.file);
      const { Chooser } = await this.#load('./chooser.js', row, turn);
      if (turn.isOver) return;
      row.choosing();
      this.#show(row, order, turn, Chooser);
      await turn.over;
    } catch (failure) {
      if (!turn.isOver) this.#host.refuse(row, order, failure);
    }
  }

  #show(row, order, turn, Chooser) {
    const chooser = new Chooser(order, {
      whole: (all, parts) => {
        if (parts) this.#host.send(row, all, parts);
        else this.prepare(row, all);
        row.focus();
      },
      part: (some) => {
        this.prepare(row, { ...some, isHeard: true });
        row.focus();
      },
      refused: (failure) => this.#host.refuse(row, order, failure),
    });
    turn.onEnd(() => chooser.close());
    row.element.append(chooser.element);
    chooser.focus();
  }

  // A module that few visits need. While the server is away, it is asked for again, by another name: browsers remember failures.
  async #load(name, row, turn) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await import(attempt === 0 ? name : `${name}?${attempt}`);
      } catch {
        if (turn.isOver) throw { canceled: true };
        await this.#away(row);
      }
    }
  }

  async #away(row) {
    row.interrupted(null);
    await new Promise((resolve) => { setTimeout(resolve, AGAIN_AFTER_MS); });
    if (!navigator.onLine) await new Promise((resolve) => { addEventListener('online', resolve, { once: true }); });
  }
}
