// The cover and the chapters of an MP3, by the ID3v2.3 tag at its beginning. Another kind of file has none here.
const HEADER_BYTES = 10;
const LARGEST_TAG = 12_000_000;
// Encodings of texts (ID3v2.3.0 §3.3): UTF-16 begins with a byte order mark.
const LATIN_1 = 0;

async function part(url, begin, end) {
  const response = await fetch(url, { headers: { Range: `bytes=${begin}-${end - 1}` } });
  if (response.status !== 206) throw new Error(`${url}: ${response.status}`);
  return new DataView(await response.arrayBuffer());
}

const ascii = (data, at, length) => String.fromCharCode(...new Uint8Array(data.buffer, data.byteOffset + at, length));
const slice = (data, begin, end) => new DataView(data.buffer, data.byteOffset + begin, Math.max(0, end - begin));

// Returns the place behind a text that ends with a zero.
function endOf(data, from, width) {
  let at = from;
  while (at + width <= data.byteLength && (width === 1 ? data.getUint8(at) : data.getUint16(at)) !== 0) at += width;
  return at + width;
}

function text(data) {
  if (data.byteLength < 2) return '';
  const encoding = data.getUint8(0);
  const bytes = slice(data, 1, data.byteLength);
  const isSwapped = bytes.byteLength >= 2 && bytes.getUint16(0) === 0xFFFE;
  const name = encoding === LATIN_1 ? 'latin1' : isSwapped ? 'utf-16le' : 'utf-16be';
  return new TextDecoder(name).decode(bytes).replace(/\0+$/, '');
}

// Calls `frame` with each frame's name and content (§3.3).
function forEachFrame(data, frame) {
  for (let at = 0; at + HEADER_BYTES <= data.byteLength && data.getUint8(at) !== 0;) {
    const end = at + HEADER_BYTES + data.getUint32(at + 4);
    if (end > data.byteLength) return;
    frame(ascii(data, at, 4), slice(data, at + HEADER_BYTES, end));
    at = end;
  }
}

// ID3v2 Chapter Frame Addendum §3.1.
function chapter(data) {
  const times = endOf(data, 0, 1);
  const found = { begin: data.getUint32(times) / 1000, title: '' };
  forEachFrame(slice(data, times + 16, data.byteLength), (name, content) => {
    if (name === 'TIT2') found.title = text(content);
  });
  return found;
}

// §4.15: encoding, media type, kind of picture, description, picture.
function cover(data) {
  const kind = endOf(data, 1, 1);
  const picture = endOf(data, kind + 1, data.getUint8(0) === LATIN_1 ? 1 : 2);
  return new Blob([slice(data, picture, data.byteLength)], { type: ascii(data, 1, kind - 2) });
}

// Returns { cover: Blob or null, chapters: [{ begin: seconds, title }] }.
export async function labels(url) {
  const found = { cover: null, chapters: [] };
  const header = await part(url, 0, HEADER_BYTES);
  if (ascii(header, 0, 3) !== 'ID3') return found;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + header.getUint8(at), 0);
  if (size === 0 || size > LARGEST_TAG) return found;
  forEachFrame(await part(url, HEADER_BYTES, HEADER_BYTES + size), (name, content) => {
    if (name === 'CHAP') found.chapters.push(chapter(content));
    else if (name === 'APIC') found.cover ??= cover(content);
  });
  found.chapters.sort((one, other) => one.begin - other.begin);
  return found;
}
