// The sound of a video, taken out on this machine, so that it alone is sent.
import * as format from './format.js';
import { text } from './texts.js';
import { isMatroska } from './upload.js';

// Of these the server needs nothing more: the sound that is sent has them already.
const APPLIED = ['start', 'end', 'track', 'cover', 'chapters'];
// A whole file that is nearly all sound is sent as it is.
const NEARLY_ALL = 0.8;

// One video whose sound is being taken out. An order is a file, the options as a query, and files of labels by their names.
export class Taking {
  #worker;
  cancel; // Ends it.

  // `progress` hears the fraction that is done.
  constructor({ file, query, files }, progress = () => {}) {
    const wanted = new URLSearchParams(query);
    const wish = {
      start: wanted.get('start') ?? '',
      end: wanted.get('end') ?? '',
      track: wanted.get('track') ?? '',
      cover: wanted.get('cover') !== 'none' && !files.cover,
      chapters: wanted.get('chapters') !== 'none' && !files.chapters,
      allowIncomplete: wanted.get('allow_incomplete') === 'true',
    };
    const about = Promise.withResolvers();
    const sound = Promise.withResolvers();
    const failed = (reason) => {
      about.reject(reason);
      sound.reject(reason);
      this.#worker.terminate();
    };
    this.cancel = () => failed({ canceled: true });
    this.about = about.promise; // seconds, whole, start, bytes, track, tracks, chapters, warnings.
    this.sound = sound.promise; // A Blob.
    for (const promise of [this.about, this.sound]) promise.catch(() => {});
    this.#worker = new Worker(new URL('./lift-worker.js', import.meta.url), { type: 'module' });
    this.#worker.onerror = (event) => {
      event.preventDefault();
      failed({ isAway: !navigator.onLine });
    };
    this.#worker.onmessage = ({ data }) => {
      if (data.refusal) failed(data.refusal);
      if (data.about) about.resolve(data.about);
      if (data.done) progress(data.done);
      if (data.sound) {
        sound.resolve(data.sound);
        this.#worker.terminate();
      }
    };
    this.#worker.postMessage({ file, wish });
  }
}

// Why the sound of a video can't be taken out here: a sentence; empty where it can.
export async function obstacle(file, query) {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (isMatroska(head)) return text('whole.kind');
  return new URLSearchParams(query).get('track')?.toLowerCase() === 'all' ? text('whole.tracks') : '';
}

// What is sent: `file`, `query`, `files`, `note`, a sentence of it or empty, and `warnings` of the video. Ends with `turn`.
// Rejects with a failure if the server could make nothing of the video either.
export async function parcel(order, turn, progress) {
  const whole = { ...order, note: await obstacle(order.file, order.query) };
  if (whole.note || turn.isOver) return whole;
  try {
    const taking = new Taking(order, progress);
    turn.onEnd(() => taking.cancel());
    const about = await taking.about;
    if (isNearlyAll(order, about)) {
      taking.cancel();
      return whole;
    }
    return ofSound(order, about, await taking.sound);
  } catch (refusal) {
    if (refusal.canceled || refusal.isAway) throw refusal;
    if (refusal.code && refusal.code !== 'UNSUPPORTED_AUDIO') throw refusal;
    return { ...whole, note: text(refusal.code ? 'whole.sound' : 'whole.unable') };
  }
}

// Whether the file itself is as well sent.
export function isNearlyAll({ file, query }, about) {
  return !/(^|&)(start|end)=/.test(query) && about.bytes > NEARLY_ALL * file.size;
}

// The same of a sound that was taken out before.
export function ofSound({ file, query, files }, about, sound) {
  const left = new URLSearchParams(query);
  for (const name of APPLIED) left.delete(name);
  left.set('original_bytes', file.size);
  left.set('original_seconds', about.whole);
  left.set('original_start', about.start);
  return {
    file: new File([sound], file.name, { type: sound.type, lastModified: file.lastModified }),
    query: String(left),
    files,
    note: text('sends', { sound: format.size(sound.size), time: format.length(about.seconds), video: format.size(file.size) }),
    warnings: about.warnings,
  };
}
