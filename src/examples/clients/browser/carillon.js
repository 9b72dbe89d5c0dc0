// snippet: carillon
import { Carillon } from '/client/carillon.js';

export function follow(destination, { show, reload, ended }) {
  const carillon = new Carillon({
    token: async () => (await (await fetch('/my/token')).json()).access_token,
    onStatus: ({ state, error }) => state === 'closed' && ended(error.closeCode),
  });
  carillon.subscribe(destination, ({ payload }) => show(payload), { onLost: reload });
  carillon.connect();
}
// end
