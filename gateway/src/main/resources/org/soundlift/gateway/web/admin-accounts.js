// The accounts of all users, for administrators.
import { byId, element } from './dom.js';
import * as format from './format.js';
import { send } from './session.js';
import { fillTable, rowButton } from './table.js';
import { text } from './texts.js';

let accounts = [];

const path = (account) => `admin/accounts/${account.id}`;

function role(account, act) {
  const select = element('select', { 'aria-label': text('of', { action: text('column.role'), name: account.email }) },
    ...['user', 'admin'].map((name) => element('option', { value: name }, text(`role.${name}`))));
  select.value = account.role;
  select.addEventListener('change', () => act(
    () => send('PATCH', path(account), { role: select.value }), text('roleChanged', { name: account.email })));
  return select;
}

function actions(account, act) {
  const name = account.email;
  const button = (word, action) => rowButton(word, text('of', { action: word, name }), action);
  const disabled = !account.disabled;
  return element('div', { class: 'actions' },
    button(text(disabled ? 'disable' : 'enable'), () => act(
      () => send('PATCH', path(account), { disabled }), text(disabled ? 'accountDisabled' : 'accountEnabled', { name }))),
    button(text('newPasswordFor'), async () => {
      if (confirm(text('resetQuestion', { name }))) await act(async () => shown(await send('POST', `${path(account)}/password`, {})));
    }),
    button(text('limits'), () => limit(account, act)),
    button(text('remove'), () => remove(account, act)));
}

const GIGABYTE = 1e9;
const fieldValue = (id, unit = 1) => (byId(id).value === '' ? null : Math.round(Number(byId(id).value) * unit));

function limit(account, act) {
  const dialog = byId('limits');
  byId('limits-title').textContent = text('of', { action: text('limits'), name: account.email });
  const own = account.limits;
  byId('limit-jobs').value = own.waiting_jobs ?? '';
  byId('limit-bytes').value = own.bytes_a_day === null ? '' : own.bytes_a_day / GIGABYTE;
  byId('limit-minutes').value = own.minutes_a_month ?? '';
  dialog.returnValue = 'cancel';
  dialog.showModal();
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'set') return;
    act(() => send('PUT', `${path(account)}/limits`, {
      waiting_jobs: fieldValue('limit-jobs'),
      bytes_a_day: fieldValue('limit-bytes', GIGABYTE),
      minutes_a_month: fieldValue('limit-minutes'),
    }), text('limitsSet', { name: account.email }));
  }, { once: true });
}

// The password that was made up is shown this once.
function shown(account) {
  byId('made').hidden = false;
  byId('made-for').textContent = text('passwordFor', { name: account.email });
  byId('made-password').textContent = account.password;
  return '';
}

function remove(account, act) {
  const dialog = byId('delete-account');
  byId('delete-question').textContent = text('deleteAccountQuestion', { name: account.email });
  const others = accounts.filter((other) => other.id !== account.id);
  byId('heir').replaceChildren(...others.map((other) => element('option', {}, other.email)));
  byId('to-heir').disabled = others.length === 0;
  dialog.returnValue = 'cancel';
  dialog.showModal();
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'delete') return;
    const heir = byId('to-heir').checked ? byId('heir').value : null;
    act(async () => {
      // In this order, it can be repeated if something comes between.
      await send('PATCH', path(account), { disabled: true });
      const given = heir && await send('POST', `${path(account)}/hand-over`, { to: heir });
      const gone = await send('DELETE', path(account));
      return heir ? text('accountGoneJobsTo', { name: account.email, n: given.jobs }) : text('accountGone', { name: account.email, n: gone.jobs });
    });
  }, { once: true });
}

export async function show(act) {
  ({ accounts } = await send('GET', 'admin/accounts'));
  fillTable(byId('account-list'),
    [{ title: text('email'), wide: true }, { title: text('column.role') }, { title: text('column.state') }, { title: text('column.made') },
      { title: text('column.lastLogin') }, { title: text('column.minutes'), number: true }, { title: text('column.actions'), hidden: true }],
    accounts.map((account) => [account.email, role(account, act),
      account.disabled ? element('span', { class: 'bad' }, text('isDisabled')) : text(account.password_change_required ? 'mustChange' : 'isEnabled'),
      format.date(new Date(account.created_at)), account.last_login_at ? format.ago(new Date(account.last_login_at)) : text('never'),
      account.minutes_this_month,
      actions(account, act)]), '');
}

export function begin(act) {
  byId('account-form').addEventListener('submit', (event) => {
    event.preventDefault();
    act(async () => {
      shown(await send('POST', 'admin/accounts', { email: byId('new-email').value, role: byId('new-role').value }));
      byId('account-form').reset();
      return '';
    });
  });
}
