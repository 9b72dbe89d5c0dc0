import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Channel } from './channel.js';

/** RFC 6455, section 1.3. */
const KEY_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A server on a real port whose every frame and answer the test writes itself. */
export class FakeService {
  /** Each WebSocket that was opened; each HTTP request, with its answer, for the test to give. */
  sockets = new Channel();
  requests = new Channel();
  upgradesRefused = 0;
  #upgraded = [];
  #server = createServer((request, response) => this.requests.push({ request, response }));

  static async start({ blocked = false } = {}) {
    const service = new FakeService();
    service.#server.on('upgrade', (request, socket) => {
      socket.on('error', () => {});
      service.#upgraded.push(socket);
      if (blocked) {
        service.upgradesRefused++;
        socket.destroy();
      } else {
        service.sockets.push(new ServerSocket(request, socket));
      }
    });
    await new Promise(resolve => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get url() {
    return `ws://127.0.0.1:${this.#server.address().port}/ws`;
  }

  stop() {
    this.#upgraded.forEach(socket => socket.destroy());
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Takes the next socket through CONNECT. */
  async connected() {
    const socket = await this.sockets.next();
    const connect = await socket.frame('CONNECT');
    socket.send('CONNECTED', { version: '1.2' });
    return Object.assign(socket, { token: connect.headers.Authorization });
  }

  /** Takes the next socket to its first subscription, and answers it. */
  async subscribed(receipt) {
    const socket = await this.connected();
    socket.subscribe = await socket.frame('SUBSCRIBE');
    socket.send('RECEIPT', { 'receipt-id': socket.subscribe.headers.receipt, ...receipt });
    return socket;
  }
}

class ServerSocket {
  #socket;
  #frames = new Channel();
  #rest = Buffer.alloc(0);

  constructor(request, socket) {
    this.#socket = socket;
    const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + KEY_SUFFIX).digest('base64');
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
      + `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: v12.stomp\r\n\r\n`);
    socket.on('data', data => this.#receive(data));
  }

  /** The next frame, which must be of this command. */
  async frame(command) {
    const frame = await this.#frames.nextThat(candidate => candidate.command !== '');
    if (frame.command !== command) {
      throw new Error(`${frame.command} came instead of ${command}`);
    }
    return frame;
  }

  send(command, headers, body = '') {
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${String(value).replaceAll(':', '\\c')}\n`);
    this.#write(0x81, Buffer.from(`${command}\n${lines.join('')}\n${body}\0`));
  }

  /** One notification of the subscription at this offset. */
  message(offset, { type = 'test', body = JSON.stringify(offset), ...headers } = {}) {
    const { id, destination } = this.subscribe.headers;
    this.send('MESSAGE', {
      subscription: id, destination, 'message-id': `id-${offset}`, 'content-type': 'application/json',
      timestamp: '2026-11-22T00:00:00.000Z', type, epoch: 'e', offset, ...headers,
    }, body);
  }

  ephemeral(type, body) {
    const { id, destination } = this.subscribe.headers;
    this.send('MESSAGE', { subscription: id, destination, 'message-id': 'x', 'content-type': 'application/json', type },
      JSON.stringify(body));
  }

  close(code) {
    this.#write(0x88, Buffer.from([code >> 8, code & 255]));
    this.#socket.end();
  }

  cut() {
    this.#socket.destroy();
  }

  #write(first, payload) {
    const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
    this.#socket.write(Buffer.concat([Buffer.from([first, ...length]), payload]));
  }

  /** Masked, as all that comes from a client is; below 64 KB, which is enough for a test. */
  #receive(data) {
    this.#rest = Buffer.concat([this.#rest, data]);
    while (this.#rest.length >= 2) {
      const short = this.#rest[1] & 127;
      const start = short === 126 ? 4 : 2;
      const length = short === 126 ? this.#rest.readUInt16BE(2) : short;
      if (this.#rest.length < start + 4 + length) {
        return;
      }
      const mask = this.#rest.subarray(start, start + 4);
      const payload = this.#rest.subarray(start + 4, start + 4 + length).map((byte, index) => byte ^ mask[index % 4]);
      if ((this.#rest[0] & 15) === 1) {
        this.#frames.push(parse(Buffer.from(payload).toString()));
      }
      this.#rest = this.#rest.subarray(start + 4 + length);
    }
  }
}

function parse(text) {
  const [head, body] = text.replace(/\0$/, '').split('\n\n');
  const [command, ...lines] = head.split('\n');
  const headers = lines.map(line => line.split(':')).map(([name, value]) => [name, value.replaceAll('\\c', ':')]);
  return { command, headers: Object.fromEntries(headers), body };
}
