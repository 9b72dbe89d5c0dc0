export const JSON_BODY = { 'Content-Type': 'application/json' };

/** A command for a shell with the token in $TOKEN; everything that came from the form is quoted. */
export function curlOf(url, body, headers = JSON_BODY) {
  return [
    'curl -H "Authorization: Bearer $TOKEN"',
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    // Not -d, which takes a text that begins with @ for the name of a file.
    `--data-raw ${quoted(body)}`,
    quoted(url.href),
  ].join(' \\\n  ');
}

const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;
