// Converts a file with the generated client: node convert.js URL FILE
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { Configuration, ConvertApi, JobsApi, ResponseError, StatusStatusEnum } from './client';

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

async function main(url: string, file: string): Promise<void> {
  const configuration = new Configuration({ basePath: url });
  const convert = new ConvertApi(configuration);
  const jobs = new JobsApi(configuration);

  const accepted = await convert.convert({ file: new Blob([readFileSync(file)]), filename: 'talk.m4a', bitrate: 128, channels: 'mono' });
  const job = await jobs.job({ id: accepted.jobId, wait: 60 });
  check(job.status === StatusStatusEnum.Completed, `the job is ${job.status}`);
  check(job.options.bitrate === 128, 'the options are others');

  const mp3 = new Uint8Array(await (await convert.download({ file: `${accepted.jobId}.mp3` })).arrayBuffer());
  check(mp3.length === job.result?.bytes, `there are ${mp3.length} bytes`);
  check(createHash('sha256').update(mp3).digest('hex') === job.result?.sha256, 'the bytes are others');

  const unknown = await convert.status({ id: '0'.repeat(32) }).catch((e: unknown) => e);
  check(unknown instanceof ResponseError && unknown.response.status === 404, 'an unknown job is found');
  await jobs._delete({ id: accepted.jobId });
  console.log(`converted ${mp3.length} bytes`);
}

main(process.argv[2], process.argv[3]).catch((e: unknown) => {
  console.error(e);
  process.exitCode = 1;
});
