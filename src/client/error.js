/** See carillon.d.ts. */
export class CarillonError extends Error {
  name = 'CarillonError';

  /** `about` has what is known of: code, closeCode, status, destination, cause. */
  constructor(message, { cause, ...about } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, about);
  }
}
