// Who uses the page, and what can be done about it. The token itself is in a cookie that no script can read.

const RENEW_MS = 15 * 60_000;
const ended = new EventTarget();
let renewedAt = 0;

async function send(method, path, body) {
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
      pointer: answer?.errors?.[0]?.pointer,
      retryAfter: Number(response.headers.get('Retry-After')),
    });
  }
  return answer;
}

export const current = () => send('GET', '/session');
export const login = (email, password) => send('POST', '/login', { email, password, cookie: true });
export const register = (email, password) => send('POST', '/register', { email, password });
export const logout = () => send('POST', '/logout');
export const account = () => send('GET', '/account');
export const changePassword = (current_password, new_password) =>
  send('PUT', '/account/password', { current_password, new_password });
export const keys = () => send('GET', '/account/keys');
export const makeKey = (name, scopes) => send('POST', '/account/keys', { name, scopes });
export const revokeKey = (id) => send('DELETE', `/account/keys/${id}`);

// Told by whoever was refused; heard by the one who asks to log in again.
export const hasEnded = () => ended.dispatchEvent(new Event('ended'));
export const onEnded = (listener) => ended.addEventListener('ended', listener);

// A token is good for an hour: another one is asked for in time, also when the machine has slept.
export function keepAlive() {
  renewedAt = Date.now();
  setInterval(renew, 60_000);
  document.addEventListener('visibilitychange', renew);
}

async function renew() {
  if (Date.now() - renewedAt < RENEW_MS) return;
  try {
    await send('POST', '/renew');
    renewedAt = Date.now();
  } catch (e) {
    if (e.status === 401) hasEnded();
  }
}
