/** Whether a closed connection may be tried again. From 4400 to 4499 the service says: not with the same token. */
export function mayReturn(code, tokenIsRenewable) {
  return code < 4400 || code > 4499 || (code === 4401 && tokenIsRenewable);
}

/** An ERROR frame's headers in a sentence. */
export function refusalOf({ message = 'The service refused a frame', code }) {
  return code ? `${message} (${code})` : message;
}

/** A close event in a sentence. */
export function closingOf({ code, reason }, wasConnected) {
  const why = wasConnected ? 'Connection lost' : 'No connection';
  return `${why} (${reason ? `${code}, ${reason}` : code})`;
}
