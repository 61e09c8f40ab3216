// Shows openapi.json to people.

const api = await (await fetch('/openapi.json')).json();

function element(name, text = '', ...children) {
  const made = document.createElement(name);
  made.append(text, ...children);
  return made;
}

function resolve(node) {
  return node.$ref ? node.$ref.slice(2).split('/').reduce((at, key) => at[key], api) : node;
}

function definitions(rows) {
  const list = element('dl');
  for (const [term, meaning] of rows) list.append(element('dt', term), element('dd', meaning));
  return list;
}

function describe({ type, items, minLength, maxLength }) {
  if (items?.enum) return `list of ${items.enum.join(', ')}`;
  return minLength ? `${type} of ${minLength} to ${maxLength} characters` : `${type ?? ''}`;
}

for (const [path, operations] of Object.entries(api.paths)) {
  for (const [method, operation] of Object.entries(operations)) {
    const section = element('section', element('h2', element('code', `${method.toUpperCase()} ${path}`)), element('p', operation.summary));
    if (operation.description) section.append(element('p', operation.description));
    if (operation.security) section.append(element('p', operation.security.some((one) => Object.keys(one).length === 0)
      ? 'Where accounts are required: Authorization: Bearer with an access token or an API key.'
      : 'Needs Authorization: Bearer with an access token.'));
    const body = operation.requestBody?.content['application/json']?.schema;
    if (body) {
      section.append(definitions(Object.entries(body.properties).map(([name, property]) =>
        [name, `${body.required?.includes(name) ? '' : 'optional; '}${property.description ?? describe(property)} (in a JSON object)`])));
    }
    const parameters = (operation.parameters ?? []).map(resolve).map((p) => [p.name, p.description ?? '']);
    if (parameters.length > 0) section.append(definitions(parameters));
    const answers = Object.entries(operation.responses).map(([status, answer]) => [status, resolve(answer).description]);
    section.append(definitions(answers));
    document.getElementById('operations').append(section);
  }
}

for (const [code, meaning] of Object.entries(api['x-error-codes'])) {
  const section = element('section', element('h2', element('code', code)), element('p', meaning));
  section.id = code;
  document.getElementById('failures').append(section);
}
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
