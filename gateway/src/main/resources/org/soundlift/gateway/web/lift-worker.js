// Takes the sound out of a video, beside the page: reads the tables, and of the rest the wanted packets.
import { lift } from './lifter.js';

const READ = 1 << 14;
const PIECE = 1 << 20;
// A browser frees what was read between two tasks only.
const REST_AFTER = 2 << 20;
const reader = new FileReaderSync();
const turn = new MessageChannel();
let sinceRest = 0;

const bytesOf = (file) => ({
  size: file.size,
  read(position, bytes) {
    sinceRest += bytes;
    return new Int8Array(reader.readAsArrayBuffer(file.slice(position, position + bytes)));
  },
});

async function rest() {
  if (sinceRest < REST_AFTER) return;
  sinceRest = 0;
  await new Promise((resolve) => {
    turn.port1.onmessage = resolve;
    turn.port2.postMessage(null); // The next task; a timer would come milliseconds later.
  });
}

onmessage = ({ data }) => take(data).catch(() => postMessage({ refusal: { unable: true } }));

async function take({ file, wish }) {
  const { read, ...about } = lift(bytesOf(file), wish);
  if (!read) {
    postMessage({ refusal: about });
    return;
  }
  postMessage({ about });
  const pieces = []; // Each is handed over to the browser, which keeps it out of the memory of the page.
  let some = [];
  let done = 0;
  for (let bytes = read(READ); bytes.length > 0; bytes = read(READ)) {
    some.push(bytes);
    done += bytes.length;
    if (done % PIECE === 0) {
      pieces.push(new Blob(some));
      some = [];
      postMessage({ done: Math.min(1, done / about.bytes) });
    }
    await rest();
  }
  postMessage({ sound: new Blob([...pieces, ...some], { type: 'audio/mp4' }) });
}
