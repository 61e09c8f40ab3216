// Every word that the page says, so that it can be translated in one place.

export const texts = {
  dropBefore: 'Drop videos here, or ',
  dropChoose: 'choose files',
  jobsLabel: 'Your videos',
  more: 'Show older videos',
  unnamed: 'Video',

  waitingToUpload: 'Waiting to upload',
  uploading: 'Uploading',
  waitingForNetwork: 'No connection. The upload goes on as soon as it is back.',
  queued: (position) => (position > 1 ? `Waiting, number ${position} in line` : 'Waiting, next in line'),
  converting: 'Converting',
  completed: 'Ready',
  expired: 'No longer kept. Upload the video again if you need it.',
  canceled: 'Canceled',
  deleted: 'Deleted',
  left: (time) => `about ${time} left`,

  cancel: 'Cancel',
  play: 'Play',
  stop: 'Close player',
  download: 'Download',
  remove: 'Delete',
  undo: 'Undo',
  dismiss: 'Dismiss',
  retry: 'Try again',
  details: 'Details',
  copyId: 'Copy job id',
  copied: 'Copied',
  jobId: 'Job',
  of: (action, name) => `${action}: ${name}`,

  connectionLost: 'The connection to Soundlift is lost. Trying again.',
  actionFailed: 'That did not work. Try again in a moment.',
  announce: (name, state) => `${name}: ${state}`,
  leaveWarning: 'Videos are still being uploaded.',

  tooLarge: (limit) => `This video is too large. Up to ${limit} are accepted.`,
  minutes: (n) => `${n} min`,
  seconds: (n) => `${n} s`,
  hours: (h, m) => `${h} h ${m} min`,
};

// What failed and what to do, by the code that the service gives.
const failures = {
  EMPTY_FILE: 'This file is empty.',
  UNSUPPORTED_MEDIA_TYPE: 'This is not a video. MP4, MOV, M4A, 3GP, MKV and WebM work.',
  FILE_TOO_LARGE: 'This video is too large.',
  INSUFFICIENT_STORAGE: 'There is no room left on the server. Try again later.',
  UNAVAILABLE: 'The service is not available right now. Try again in a moment.',
  TOO_MANY_REQUESTS: 'Too much at once. Try again in a moment.',
  MALFORMED_MEDIA: 'This file is damaged, or not a real video. Export it again and upload the new file.',
  TRUNCATED_MEDIA: 'The end of this video is missing. Copy it again from where it was recorded.',
  NO_AUDIO_TRACK: 'This video has no sound.',
  EMPTY_AUDIO_TRACK: 'The sound track of this video is empty.',
  ENCRYPTED_MEDIA: 'This video is protected against copying.',
  UNSUPPORTED_AUDIO: 'The sound in this video is of a kind that can’t be read. Export it with AAC sound.',
  DURATION_LIMIT_EXCEEDED: 'This video is too long. Split it into parts.',
  RESOURCE_LIMIT_EXCEEDED: 'This video takes too much effort to convert. Export it again and upload the new file.',
  INTERNAL_ERROR: 'Something went wrong on the server. Try again.',
};

export function failureText(code) {
  return failures[code] ?? failures.INTERNAL_ERROR;
}
