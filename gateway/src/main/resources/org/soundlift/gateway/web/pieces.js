// Uploads in pieces, which go on after any interruption (tus 1.0.0), and after a reload of the page.
import { below } from './session.js';

const KEY = `soundlift.uploads${below}`;
const KEPT_MS = 24 * 3_600_000; // As long as the server keeps them.
const HEAD_BYTES = 65_536;
const VERSION = { 'Tus-Resumable': '1.0.0' };
const PIECE_TYPE = 'application/offset+octet-stream';

function remembered() {
  try {
    const all = Object.entries(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return Object.fromEntries(all.filter(([, { at }]) => at > Date.now() - KEPT_MS));
  } catch {
    return {};
  }
}

function change(edit) {
  const all = remembered();
  edit(all);
  try {
    if (Object.keys(all).length > 0) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing begins again after a reload.
  }
}

// The names of files of which a part was sent, before the page was loaded.
export const unfinished = () => Object.values(remembered()).map(({ name }) => name);

const identity = ({ file, query, whole, isHeard }) => ({ size: file.size, time: file.lastModified, query, whole, isHeard });

// Those that were begun before the page was loaded; each goes on once.
const begun = Object.values(remembered());

// The order under which a part of this file was sent before the page was loaded; undefined where none was.
export function begunAs(file) {
  const index = begun.findIndex(({ name, of }) => name === file.name && of?.size === file.size && of.time === file.lastModified);
  if (index < 0) return undefined;
  const [{ of: { query, whole, isHeard } }] = begun.splice(index, 1);
  return { file, query, files: {}, whole, isHeard, hasBegun: true };
}

// What makes a file the same one, and the same options.
async function fingerprint({ file, query }) {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const sum = head.reduce((hash, byte) => Math.imul(hash ^ byte, 16_777_619) >>> 0, 2_166_136_261); // FNV-1a.
  return [file.name, file.size, file.lastModified, sum, query].join('|');
}

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function metadata({ file, query }) {
  return [['filename', file.name], ...new URLSearchParams(query)].map(([name, text]) => `${name} ${base64(text)}`).join();
}

// Sends a request that `upload.request` aborts. Rejects where there is no answer.
function exchange(upload, method, path, headers, body = null, progress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    upload.request = request;
    request.open(method, path);
    for (const [name, value] of Object.entries({ ...VERSION, Accept: 'application/json', ...headers })) {
      request.setRequestHeader(name, value);
    }
    request.responseType = method === 'HEAD' ? 'text' : 'json';
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => resolve(request);
    request.onerror = () => reject(new Error(`${method} ${path}`));
    request.onabort = () => resolve(null);
    request.send(body);
  });
}

const offsetOf = (request) => Number(request.getResponseHeader('Upload-Offset'));
const isDone = (request) => request.getResponseHeader('Soundlift-Job') !== null;

// Finds the upload that was begun, or begins one. Returns its last answer, or null if it was aborted.
async function open(upload) {
  upload.mark ??= await fingerprint(upload);
  const url = remembered()[upload.mark]?.url;
  if (url) {
    const request = await exchange(upload, 'HEAD', url, {});
    upload.url = url;
    if (request?.status !== 404) return request;
    forget(upload);
  }
  const headers = { 'Upload-Length': upload.file.size, 'Upload-Metadata': metadata(upload) };
  const request = await exchange(upload, 'POST', 'uploads', headers);
  if (request?.status === 201) {
    upload.url = request.getResponseHeader('Location');
    change((all) => { all[upload.mark] = { url: upload.url, name: upload.file.name, at: Date.now(), of: identity(upload.order) }; });
  }
  return request;
}

// Sends what the server does not have yet. `progress` hears how many bytes it has. Returns the last answer, or null if it
// was aborted. Rejects where there is no answer.
export async function send(upload, pieceBytes, progress) {
  let request = await open(upload);
  while (request && request.status < 300 && !isDone(request)) {
    const offset = offsetOf(request);
    progress(offset);
    const piece = upload.file.slice(offset, offset + pieceBytes);
    const headers = { 'Content-Type': PIECE_TYPE, 'Upload-Offset': offset };
    request = await exchange(upload, 'PATCH', upload.url, headers, piece, (sent) => progress(offset + sent));
  }
  return request;
}

export const job = (request) => request.getResponseHeader('Soundlift-Job')?.split('/').at(-1);

// It is done, or nobody wants it any more.
export function forget(upload) {
  change((all) => { delete all[upload.mark]; });
}

// Nothing of it stays on the server.
export function remove(upload) {
  forget(upload);
  if (upload.url) fetch(upload.url, { method: 'DELETE', headers: VERSION, keepalive: true }).catch(() => {});
}
