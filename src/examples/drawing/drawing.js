import { Carillon } from '/client/carillon.js';

const TOPIC = 'drawing.shared';
const UPDATES_A_SECOND = 30; // A hand makes more, an eye sees no more.

const me = crypto.randomUUID();
const sheet = document.querySelector('#sheet');
const canvas = document.querySelector('canvas');
const pen = canvas.getContext('2d');
const cursors = new Map();
let path = []; // What was not sent yet: [x, y, whether the pen was down].

const carillon = new Carillon({
  token: async () => (await (await fetch('/development/token')).json()).token,
});

/** Everybody's strokes come this way, our own too: so all sheets show the same. */
carillon.subscribe(`/topic/${TOPIC}`, ({ payload: { who, points } }) => {
  const cursor = cursors.get(who) ?? appear(who);
  for (const [x, y, down] of points) {
    if (down) {
      pen.beginPath();
      pen.moveTo(cursor.x ?? x, cursor.y ?? y);
      pen.lineTo(x, y);
      pen.stroke();
    }
    Object.assign(cursor, { x, y });
  }
  cursor.spot.style.transform = `translate(${cursor.x}px, ${cursor.y}px)`;
});
carillon.connect();

function appear(who) {
  const spot = document.createElement('span');
  spot.className = 'cursor';
  spot.hidden = who === me;
  sheet.append(spot);
  cursors.set(who, { spot });
  return cursors.get(who);
}

canvas.addEventListener('pointerdown', event => canvas.setPointerCapture(event.pointerId));
canvas.addEventListener('pointermove', ({ offsetX, offsetY, buttons }) => {
  path.push([Math.round(offsetX), Math.round(offsetY), buttons > 0]);
});

setInterval(() => {
  if (path.length > 0) {
    carillon.publish(TOPIC, { who: me, points: path }, { ephemeral: true }).catch(() => {}); // A lost one is not sent again.
    path = [];
  }
}, 1000 / UPDATES_A_SECOND);
