// Shows openapi.json to people.
import { byId, element } from './dom.js';

const base = document.baseURI.slice(0, -1);
const api = await (await fetch('openapi.json')).json();

function resolve(node) {
  return node?.$ref ? node.$ref.slice(2).split('/').reduce((at, key) => at[key], api) : node;
}

// The type of a schema with its range, in a few words.
function type(schema) {
  const { type: kind, items, enum: values, minimum, maximum, minLength, maxLength, format, oneOf, default: usual } = resolve(schema) ?? {};
  if (oneOf) return oneOf.map(type).join(' or ');
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  const parts = [];
  if (values) parts.push(values.join(' | '));
  else if (items) parts.push(`list of ${type(items)}`);
  else parts.push([kind].flat().filter(Boolean).join(' or '));
  if (minimum !== undefined && maximum !== undefined) parts.push(`${minimum} to ${maximum}`);
  if (maxLength) parts.push(`${minLength ?? 0} to ${maxLength} characters`);
  if (format && !values) parts.push(format);
  if (usual !== undefined) parts.push(`default ${usual}`);
  return parts.join(', ');
}

function definitions(rows) {
  const list = element('dl');
  for (const [term, kind, meaning] of rows) {
    const description = element('dd');
    if (kind) description.append(element('span', { class: 'type' }, kind), meaning ? `. ${meaning}` : '');
    else description.append(meaning ?? '');
    list.append(element('dt', {}, term), description);
  }
  return list;
}

const example = (content) => (content ? Object.values(content).find((one) => 'example' in one)?.example : undefined);
const pretty = (value) => (typeof value === 'string' ? value.trimEnd() : JSON.stringify(value, null, 2));

// A command line that makes the request against this very service.
function curl(method, path, operation) {
  const parts = ['curl'];
  if (method !== 'get') parts.push(method === 'head' ? '-I' : `-X ${method.toUpperCase()}`);
  if (operation.responses['200']?.content?.['text/event-stream']) parts.push('-N');
  if (operation.responses['200']?.content?.['audio/mpeg']) parts.push('-OJ');
  const needsToken = operation.security?.length > 0 && !operation.security.some((one) => Object.keys(one).length === 0 || one.basic);
  if (needsToken) parts.push("-H 'Authorization: Bearer TOKEN'");
  const body = operation.requestBody?.content;
  if (body?.['multipart/form-data']) parts.push('-F file=@talk.mp4');
  const json = body?.['application/json']?.example;
  if (json) parts.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(json)}'`);
  const parameters = (operation.parameters ?? []).map(resolve);
  const filled = path.replace(/\{(\w+)\}/g, (place, name) => parameters.find((one) => one.name === name)?.example ?? name.toUpperCase());
  const query = parameters.filter((one) => one.in === 'query' && one.required).map((one) => `${one.name}=${one.example ?? one.name}`).join('&');
  parts.push(`'${base}${filled}${query ? `?${query}` : ''}'`);
  return parts.join(' ');
}

function describe(path, method, operation) {
  const section = element('section', { id: operation.operationId },
    element('h3', {}, operation.summary), element('p', {}, element('code', {}, `${method.toUpperCase()} ${path}`)));
  const words = element('div');
  for (const paragraph of (operation.description ?? '').split('\n\n')) if (paragraph) words.append(element('p', {}, paragraph));
  const security = operation.security ?? [];
  if (security.length > 0) {
    const open = security.some((one) => Object.keys(one).length === 0);
    words.append(element('p', {}, open ? 'Where accounts are required: Authorization: Bearer with an access token or an API key.'
      : 'Needs Authorization: Bearer with an access token.'));
  }
  const parameters = (operation.parameters ?? []).map(resolve);
  if (parameters.length > 0) {
    words.append(definitions(parameters.map((one) => [one.name, `${one.in === 'query' ? '' : `${one.in}, `}${type(one.schema)}`, one.description])));
  }
  const body = operation.requestBody?.content?.['application/json']?.schema ?? operation.requestBody?.content?.['multipart/form-data']?.schema;
  if (body) {
    words.append(definitions(Object.entries(body.properties ?? {}).map(([name, property]) =>
      [name, `${body.required?.includes(name) ? 'in the body' : 'in the body, optional'}, ${type(property)}`, property.description])));
  }
  words.append(definitions(Object.entries(operation.responses).map(([status, answer]) => [status, '', resolve(answer).description])));
  const code = element('div', {}, element('pre', { tabindex: '0', 'aria-label': 'Request' }, curl(method, path, operation)));
  const answer = Object.values(operation.responses).map((one) => example(resolve(one).content)).find((one) => one !== undefined);
  if (answer !== undefined) code.append(element('pre', { tabindex: '0', 'aria-label': 'Answer' }, pretty(answer)));
  section.append(element('div', { class: 'pair' }, words, code));
  return section;
}

function schemaSection(name, schema) {
  const section = element('section', { id: `schema-${name}` }, element('h3', {}, element('code', {}, name)), element('p', {}, schema.description ?? ''));
  section.append(definitions(Object.entries(schema.properties ?? {}).map(([member, property]) =>
    [member, `${type(property)}${schema.required?.includes(member) ? '' : ', optional'}`, property.description])));
  return section;
}

function group(id, title, intro, sections) {
  byId('operations').append(element('div', { class: 'group' }, element('h2', { id }, title), element('p', {}, intro), ...sections));
  byId('groups').append(element('li', {}, element('a', { href: `docs#${id}` }, title)));
}

for (const { name, description } of api.tags) {
  const sections = [];
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (operation.tags.includes(name)) sections.push(describe(path, method, operation));
    }
  }
  group(name.toLowerCase(), name, description, sections);
}
group('objects', 'Objects', 'The JSON objects of bodies and answers.',
  Object.entries(api.components.schemas).map(([name, schema]) => schemaSection(name, schema)));

byId('groups').append(element('li', {}, element('a', { href: 'docs#codes' }, 'Error codes')));
for (const [code, meaning] of Object.entries(api['x-error-codes'])) {
  byId('failures').append(element('section', { id: code }, element('h3', {}, element('code', {}, code)), element('p', {}, meaning)));
}

byId('search').addEventListener('input', () => {
  const words = byId('search').value.toLowerCase().split(/\s+/);
  let found = 0;
  for (const section of document.querySelectorAll('main section')) {
    const text = section.textContent.toLowerCase();
    section.hidden = !words.every((word) => text.includes(word));
    found += section.hidden ? 0 : 1;
  }
  for (const part of document.querySelectorAll('.group, #codes-group')) part.hidden = !part.querySelector('section:not([hidden])');
  byId('nothing-found').hidden = found > 0;
});

if (location.hash) byId(location.hash.slice(1))?.scrollIntoView();
