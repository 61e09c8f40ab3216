// The form to log in, or to make an account where registration is open.
import { byId } from './dom.js';
import * as session from './session.js';
import { accountProblem, text } from './texts.js';

const form = byId('login');
let registering = false;
let then = () => {};

function show(mode) {
  registering = mode;
  byId('login-title').textContent = text(registering ? 'register' : 'logIn');
  byId('login-submit').textContent = text(registering ? 'register' : 'logIn');
  byId('login-other').textContent = text(registering ? 'haveAccount' : 'register');
  byId('password-rule').hidden = !registering;
  byId('password').autocomplete = registering ? 'new-password' : 'current-password';
  byId('login-error').textContent = '';
}

// Shows the form; `done` gets the e-mail address after a log-in.
export function ask({ reason = '', me, email = '' }, done) {
  then = done;
  show(false);
  byId('login-organisation').hidden = !me.organisation;
  byId('to-organisation').textContent = text('logInAt', { name: me.organisation });
  byId('login-password').hidden = !me.password_login;
  byId('login-reason').textContent = reason;
  byId('login-reason').hidden = !reason;
  byId('login-other').hidden = !me.registration_open;
  if (email) byId('email').value = email;
  form.hidden = false;
  byId(me.password_login ? (email ? 'password' : 'email') : 'to-organisation').focus();
}

byId('to-organisation').addEventListener('click', () => location.assign('login/oidc'));

byId('login-other').addEventListener('click', () => show(!registering));

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const email = byId('email').value;
  const password = byId('password').value;
  byId('login-submit').disabled = true;
  byId('login-error').textContent = '';
  try {
    if (registering) await session.register(email, password);
    const answer = await session.login(email, password);
    byId('password').value = '';
    if (answer.password_change_required) {
      location.assign('account.html');
      return;
    }
    form.hidden = true;
    then();
  } catch (problem) {
    byId('login-error').textContent = accountProblem(problem);
    byId('password').select();
  } finally {
    byId('login-submit').disabled = false;
  }
});
