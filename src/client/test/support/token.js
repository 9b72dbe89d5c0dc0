import { createHmac } from 'node:crypto';

const part = claims => Buffer.from(JSON.stringify(claims)).toString('base64url');

/** A JWT (RFC 7515, HS256) good for so many ms; a service takes it that has this secret. */
export function tokenOf(life, claims = {}, secret = '') {
  const signed = `${part({ alg: 'HS256' })}.${part({ exp: (Date.now() + life) / 1000, ...claims })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
