// Uploads: what may be sent, three at a time, again when the network or the session comes back.
import { hasEnded, onceGoesOn } from './session.js';

const AT_A_TIME = 3;
const RETRY_AFTER_MS = 3_000;
const BOXES = ['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot'];
const VIDEO_NAME = /\.(mp4|m4v|m4a|mov|3gp|3g2|mkv|webm)$/i;

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

// The code of what is wrong with a file, or null: said before a byte is sent.
export async function defect(file, maxBytes) {
  if (file.size === 0) return 'EMPTY_FILE';
  if (file.size > maxBytes) return 'FILE_TOO_LARGE';
  let head;
  try {
    head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  } catch {
    return 'UNSUPPORTED_MEDIA_TYPE';
  }
  const matroska = head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3;
  const box = String.fromCharCode(...head.slice(4, 8));
  return matroska || BOXES.includes(box) ? null : 'UNSUPPORTED_MEDIA_TYPE';
}

// The queue of uploads. `listener` is told: started(upload), progressed(upload, fraction), interrupted(upload),
// accepted(upload, jobId), refused(upload, code).
export class Uploads {
  #waiting = [];
  #running = new Set();
  #listener;

  constructor(listener) {
    this.#listener = listener;
  }

  get busy() {
    return this.#running.size + this.#waiting.length > 0;
  }

  add(file) {
    const upload = { file, key: randomKey(), canceled: false };
    this.#waiting.push(upload);
    this.#next();
    return upload;
  }

  cancel(upload) {
    upload.canceled = true;
    upload.request?.abort();
    this.#waiting = this.#waiting.filter((other) => other !== upload);
    this.#done(upload);
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
    if (upload.canceled) return;
    this.#listener.started(upload);
    const request = new XMLHttpRequest();
    upload.request = request;
    request.open('POST', `/convert?filename=${encodeURIComponent(upload.file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Idempotency-Key', upload.key); // Sent twice, it is still one job.
    request.responseType = 'json';
    request.upload.onprogress = (event) => this.#listener.progressed(upload, event.loaded / upload.file.size);
    request.onload = () => this.#answered(upload, request);
    request.onerror = () => this.#interrupted(upload);
    request.send(upload.file);
  }

  #answered(upload, request) {
    if (request.status === 202) {
      this.#listener.accepted(upload, request.response.job_id);
    } else if (request.status === 401) {
      onceGoesOn(() => this.#send(upload));
      hasEnded();
      return;
    } else if (request.status === 503) {
      this.#interrupted(upload);
      return;
    } else {
      this.#listener.refused(upload, request.response?.code ?? 'INTERNAL_ERROR');
    }
    this.#done(upload);
  }

  #interrupted(upload) {
    if (upload.canceled) return;
    this.#listener.interrupted(upload);
    setTimeout(() => {
      if (navigator.onLine) this.#send(upload);
      else addEventListener('online', () => this.#send(upload), { once: true });
    }, RETRY_AFTER_MS);
  }
}

// crypto.randomUUID exists on https and localhost only.
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
