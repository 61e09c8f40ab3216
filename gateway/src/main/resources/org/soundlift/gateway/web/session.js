// The account of the browser: log-in, log-out, registration. The token itself is in a cookie that no script can read.

const RENEW_MS = 15 * 60_000;
const events = new EventTarget();
// A host may have several Soundlifts, each below a path of its own.
export const below = new URL(document.baseURI).pathname.slice(0, -1);
const otherTabs = new BroadcastChannel(`soundlift-session${below}`);
let renewedAt = 0;

export async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    throw Object.assign(new Error(`${method} ${path}: ${response.status}`), {
      status: response.status,
      code: answer?.code,
      detail: answer?.detail,
      pointer: answer?.errors?.[0]?.pointer,
      retryAfter: Number(response.headers.get('Retry-After')),
    });
  }
  return answer;
}

export const current = () => send('GET', 'session');
export const register = (email, password) => send('POST', 'register', { email, password });
export const account = () => send('GET', 'account');
export const changePassword = (current_password, new_password) =>
  send('PUT', 'account/password', { current_password, new_password });
export const keys = () => send('GET', 'account/keys');
export const makeKey = (name, scopes, days) =>
  send('POST', 'account/keys', { name, scopes, ...(days && { expires_in_days: days }) });
export const revokeKey = (id) => send('DELETE', `account/keys/${id}`);

export const webhook = () => send('GET', 'webhook');
export const setWebhook = (url) => send('PUT', 'webhook', { url });
export const removeWebhook = () => send('DELETE', 'webhook');

export async function login(email, password) {
  const answer = await send('POST', 'login', { email, password, cookie: true });
  otherTabs.postMessage('changed');
  return answer;
}

export async function logout() {
  await send('POST', 'logout').catch((e) => {
    if (e.status !== 401) throw e; // Otherwise it was over already.
  });
  otherTabs.postMessage('changed');
}

// Sent by a request that was refused; heard by the form that asks to log in again, and tells when it can go on.
export const hasEnded = () => events.dispatchEvent(new Event('ended'));
export const onEnded = (listener) => events.addEventListener('ended', listener);
export const goesOn = () => events.dispatchEvent(new Event('goes-on'));
export const onceGoesOn = (listener) => events.addEventListener('goes-on', listener, { once: true });

// A log-in or log-out in another tab: the cookie is the same for all.
export const onChangedElsewhere = (listener) => otherTabs.addEventListener('message', listener);

// A token is good for an hour: another one is asked for now, for it may be old, and then in time.
export function keepAlive() {
  renew();
  setInterval(renew, 60_000);
  document.addEventListener('visibilitychange', renew);
}

async function renew() {
  if (Date.now() - renewedAt < RENEW_MS) return;
  try {
    await send('POST', 'renew');
    renewedAt = Date.now();
  } catch (e) {
    if (e.status === 401) hasEnded();
  }
}
