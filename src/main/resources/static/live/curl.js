/** A command for a shell with the token in $TOKEN; everything that came from the form is quoted. */
export function curlOf(url, body) {
  return [
    'curl -H "Authorization: Bearer $TOKEN"',
    "-H 'Content-Type: application/json'",
    `-d ${quoted(body)}`,
    quoted(url.href),
  ].join(' \\\n  ');
}

const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;
