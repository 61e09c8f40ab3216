// Uploads a file in pieces of one MB, breaks off in the middle, and goes on with a new upload, as after a reload.
import { createReadStream, statSync } from 'node:fs';
import { Upload } from 'tus-js-client';

const [endpoint, file] = process.argv.slice(2);
const size = statSync(file).size;
const options = {
  endpoint,
  chunkSize: 1_000_000,
  uploadSize: size,
  metadata: { filename: 'talk.mp4', filetype: 'video/mp4', bitrate: '64', title: 'Über tus' },
  retryDelays: [0, 500, 1_000],
};

function upload(more, stopAt) {
  return new Promise((resolve, reject) => {
    let job = null;
    const sent = new Upload(createReadStream(file), {
      ...options,
      ...more,
      onError: reject,
      onAfterResponse: (_, response) => { job = response.getHeader('Soundlift-Job') ?? job; },
      onChunkComplete: (_, accepted) => {
        if (accepted >= stopAt) sent.abort().then(() => resolve({ url: sent.url, accepted }));
      },
      onSuccess: () => resolve({ url: sent.url, job }),
    });
    sent.start();
  });
}

const broken = await upload({}, size / 2);
if (!broken.accepted || broken.accepted >= size) throw new Error(`did not break off: ${JSON.stringify(broken)}`);
const done = await upload({ uploadUrl: broken.url }, Infinity);
if (!done.job) throw new Error('no job');
console.log(`job ${done.job} after ${broken.accepted} of ${size}`);
