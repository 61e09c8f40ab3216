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
  logIn: 'Log in',
  logOut: 'Log out',
  register: 'Make an account',
  haveAccount: 'I have an account',
  email: 'E-mail address',
  password: 'Password',
  passwordRule: 'At least 12 characters. A few words that don’t belong together are easy to remember and hard to guess.',
  sessionEnded: 'Your session has ended. Log in again to go on; nothing is lost.',
  changePassword: 'Change password',
  changeFirst: 'Your password was given to you. Choose one of your own to go on.',
  currentPassword: 'Current password',
  newPassword: 'New password',
  passwordChanged: 'The password is changed. You are logged out everywhere else.',
  apiKeys: 'API keys',
  apiKeysHint: 'Programs use these in place of your password. Give each its own, so that you can revoke one without the others.',
  keyName: 'Name of the program',
  keyScope: 'It may',
  scopeAll: 'upload, see and delete videos',
  scopeRead: 'only see and download',
  makeKey: 'Make a key',
  keyMade: 'The key, shown only now:',
  copyKey: 'Copy',
  revoke: 'Revoke',
  revokeQuestion: (name) => `Revoke the key “${name}”? Programs that use it stop working.`,
  lastUsed: (ago) => `last used ${ago}`,
  neverUsed: 'not yet used',

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

// What went wrong with an account, by the problem that the service gives.
const problems = {
  UNAUTHORIZED: 'E-mail address or password is wrong.',
  FORBIDDEN: 'That is not allowed.',
  ACCOUNT_EXISTS: 'There is an account with this e-mail address already. Log in with it.',
  '#/email': 'This is not an e-mail address.',
  '#/password': 'Choose another password: at least 12 characters, and not a common one.',
  '#/new_password': 'Choose another password: at least 12 characters, and not a common one.',
  '#/current_password': 'The current password is wrong.',
};

export function loginProblem({ code, pointer, retryAfter }) {
  if (code === 'TOO_MANY_REQUESTS') return `Too many tries. Wait ${texts.seconds(Math.max(1, retryAfter))} and try again.`;
  return problems[pointer] ?? problems[code] ?? texts.actionFailed;
}

// Writes the words into the page: an element with data-text="logIn" gets `texts.logIn`.
export function fillIn() {
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = texts[element.dataset.text];
}
