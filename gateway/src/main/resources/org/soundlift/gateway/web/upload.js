// Uploads: what may be sent, three at a time, again when network, session or server come back.
import * as pieces from './pieces.js';
import { hasEnded, onceGoesOn } from './session.js';

const AT_A_TIME = 3;
const RETRY_AFTER_MS = 3_000;
const STALLED_MS = 20_000;
const LONGEST_WAIT_SECONDS = 300; // A quota of a day is a refusal, not a busy server.
const TRANSIENT = [429, 502, 503, 504];
// Of an upload in pieces: what is there is asked for again.
const OUT_OF_STEP = [404, 409, 423, 460];
// Smaller ones are sent again as quickly as a part of them, or as their sound.
const LARGE_BYTES = 8 << 20;
const USUAL_PIECE = 32 << 20;
const BOXES = ['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot'];
const VIDEO_NAME = /\.(mp4|m4v|m4a|mov|3gp|3g2|mkv|webm)$/i;

export const looksLikeVideo = (file) => VIDEO_NAME.test(file.name);

// All files of a drop, those in folders included: of folders only what looks like a video.
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files];
  const files = [];
  for (const entry of entries) {
    await collect(entry, files, entry.isDirectory).catch(() => {}); // What can't be read must not lose the others.
  }
  return files;
}

async function collect(entry, files, inFolder) {
  if (entry.isDirectory) {
    const reader = entry.createReader();
    const read = () => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    for (let some = await read(); some.length > 0; some = await read()) {
      for (const child of some) await collect(child, files, true);
    }
  } else if (!inFolder || VIDEO_NAME.test(entry.name)) {
    files.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
  }
}

export const isLarge = (file) => file.size > LARGE_BYTES;

export const isMatroska = ([a, b, c, d]) => a === 0x1a && b === 0x45 && c === 0xdf && d === 0xa3;

// Rejects with a failure if a file is no video: said before a byte is sent.
export async function requireVideo(file) {
  if (file.size === 0) throw { code: 'EMPTY_FILE' };
  let head;
  try {
    head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  } catch {
    throw { code: 'UNREADABLE' };
  }
  const box = String.fromCharCode(...head.slice(4, 8));
  if (!isMatroska(head) && !BOXES.includes(box)) throw { code: 'UNSUPPORTED_MEDIA_TYPE' };
}

// The queue of uploads. Calls `listener`: started(upload), progressed(upload, bytes), stalled(upload),
// interrupted(upload, seconds or null), accepted(upload, jobId), refused(upload, failure).
export class Uploads {
  #waiting = [];
  #running = new Set();
  #listener;
  pieceBytes = USUAL_PIECE;

  constructor(listener) {
    this.#listener = listener;
  }

  get busy() {
    return this.#running.size + this.#waiting.length > 0;
  }

  // The options of the sound: `query` as parameters, `files` by their names.
  add(file, { query, files }) {
    const upload = { file, query, files, key: randomKey(), canceled: false };
    this.#waiting.push(upload);
    this.#next();
    return upload;
  }

  cancel(upload) {
    upload.canceled = true;
    clearTimeout(upload.watch);
    upload.request?.abort();
    if (isInPieces(upload)) pieces.remove(upload);
    this.#waiting = this.#waiting.filter((other) => other !== upload);
    this.#done(upload);
  }

  // Only of an upload that can go on.
  pause(upload) {
    upload.paused = true;
    clearTimeout(upload.watch);
    upload.request?.abort();
    this.#waiting = this.#waiting.filter((other) => other !== upload);
    this.#done(upload);
  }

  resume(upload) {
    upload.paused = false;
    this.#waiting.unshift(upload);
    this.#next();
  }

  #next() {
    while (this.#running.size < AT_A_TIME && this.#waiting.length > 0) {
      const upload = this.#waiting.shift();
      this.#running.add(upload);
      queueMicrotask(() => this.#send(upload));
    }
  }

  #done(upload) {
    this.#running.delete(upload);
    this.#next();
  }

  #send(upload) {
    if (upload.canceled || upload.paused) return;
    this.#listener.started(upload);
    if (isInPieces(upload)) this.#sendPieces(upload);
    else this.#sendWhole(upload);
  }

  async #sendPieces(upload) {
    this.#watch(upload);
    try {
      const request = await pieces.send(upload, this.pieceBytes, (bytes) => {
        if (upload.canceled || upload.paused) return;
        this.#watch(upload);
        this.#listener.progressed(upload, bytes);
      });
      if (request) this.#answered(upload, request);
    } catch {
      this.#failed(upload);
    }
  }

  #sendWhole(upload) {
    const request = new XMLHttpRequest();
    upload.request = request;
    request.open('POST', `convert?${[`filename=${encodeURIComponent(upload.file.name)}`, upload.query].filter(Boolean).join('&')}`);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Idempotency-Key', upload.key); // Sent twice, it is still one job.
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      this.#watch(upload);
      this.#listener.progressed(upload, event.loaded);
    };
    request.upload.onload = () => clearTimeout(upload.watch); // The server may take its time to store it.
    request.onload = () => this.#answered(upload, request);
    request.onerror = () => this.#failed(upload);
    request.send(body(upload.files, upload.file));
    this.#watch(upload);
  }

  // Says so when nothing moves.
  #watch(upload) {
    clearTimeout(upload.watch);
    upload.watch = setTimeout(() => this.#listener.stalled(upload), STALLED_MS);
  }

  #answered(upload, request) {
    clearTimeout(upload.watch);
    const { status } = request;
    const id = status === 202 ? request.response.job_id : pieces.job(request);
    if (id) {
      pieces.forget(upload);
      this.#listener.accepted(upload, id);
    } else if (isInPieces(upload) && OUT_OF_STEP.includes(status)) {
      this.#again(upload, Number(request.getResponseHeader('Retry-After')) || 1);
      return;
    } else if (status === 401) {
      onceGoesOn(() => this.#send(upload));
      hasEnded();
      return;
    } else if (TRANSIENT.includes(status)) {
      const seconds = Number(request.getResponseHeader('Retry-After')) || RETRY_AFTER_MS / 1000;
      if (seconds <= LONGEST_WAIT_SECONDS) {
        this.#again(upload, seconds);
        return;
      }
      this.#listener.refused(upload, failure(status, request.response));
    } else {
      pieces.forget(upload);
      this.#listener.refused(upload, failure(status, request.response));
    }
    this.#done(upload);
  }

  #again(upload, seconds) {
    if (upload.canceled || upload.paused) return;
    this.#listener.interrupted(upload, seconds);
    setTimeout(() => this.#send(upload), seconds * 1000);
  }

  // Browsers report a file that was moved or changed as they report a lost connection.
  async #failed(upload) {
    try {
      for (const file of [upload.file, ...Object.values(upload.files)]) await file.slice(0, 1).arrayBuffer();
    } catch {
      clearTimeout(upload.watch);
      if (upload.canceled) return;
      this.#listener.refused(upload, { code: 'UNREADABLE' });
      this.#done(upload);
      return;
    }
    this.#interrupted(upload);
  }

  #interrupted(upload) {
    clearTimeout(upload.watch);
    if (upload.canceled || upload.paused) return;
    this.#listener.interrupted(upload, null);
    setTimeout(() => {
      if (navigator.onLine) this.#send(upload);
      else addEventListener('online', () => this.#send(upload), { once: true });
    }, RETRY_AFTER_MS);
  }
}

// Whether it can go on where it was. Cover and chapters come in a form, with the video.
export function isInPieces({ file, files }) {
  return isLarge(file) && Object.keys(files).length === 0;
}

// The bytes of a video; or, where there are other files, all as parts of one form, the video last: what is wrong with
// the others is said before it is sent.
export function body(files, video) {
  if (Object.keys(files).length === 0) return video && new Blob([video], { type: 'application/octet-stream' });
  const form = new FormData();
  for (const [name, file] of Object.entries(files)) form.append(name, file);
  if (video) form.append('file', video);
  return form;
}

// The problem that the service gives, or the refusal of a proxy in front of it.
function failure(status, problem) {
  if (problem?.code) return problem;
  return { code: status === 413 ? 'PROXY_TOO_LARGE' : 'PROXY_REFUSED', status };
}

// crypto.randomUUID exists on https and localhost only.
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
