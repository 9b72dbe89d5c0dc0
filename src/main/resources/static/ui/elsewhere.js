/**
 * Whether the service says that a page of its own is not on this port, as it does where back ends have one to themselves. A proxy's refusal
 * says nothing of the service, and no answer nothing at all.
 */
export async function isElsewhere(path) {
  try {
    const { status, headers } = await fetch(path, { method: 'HEAD', cache: 'no-store' });
    return status === 404 && headers.get('Content-Type') === 'application/problem+json';
  } catch {
    return false; // Away for now: the page goes on as it is.
  }
}
