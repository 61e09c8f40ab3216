// The part of Node's declarations that the test uses; all of them are on npm alone.
declare module 'node:fs' {
  export function readFileSync(path: string): Uint8Array<ArrayBuffer>;
}
declare module 'node:crypto' {
  export function createHash(name: string): { update(data: Uint8Array): { digest(form: 'hex'): string } };
}
declare const process: { argv: string[]; exitCode: number };
