// An independent issuer of OpenID Connect: provider.mjs PORT CALLBACK. Everybody can log in, by a name of one's own choice.
import Provider from 'oidc-provider';

const [port, callback] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'soundlift', client_secret: 'a secret of the test', redirect_uris: [callback] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  pkce: { required: () => true },
  cookies: { keys: ['a key of the test'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@university.example`, email_verified: true }),
  }),
});
provider.listen(port, '127.0.0.1', () => console.log('ready'));
