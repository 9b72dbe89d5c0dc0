import json
import os
import random
import struct
import sys
import threading
import time
import urllib.request

import websocket


# snippet: python
def frame(command, headers, body=""):
    return command + "\n" + "".join(f"{name}:{value}\n" for name, value in headers.items()) + "\n" + body + "\0"


def parse(message):
    """One STOMP frame: the service never puts two into one message. Position and receipt need no unescaping."""
    head, _, body = message.decode().partition("\n\n")
    command, *lines = head.split("\n")
    return command, dict(line.split(":", 1) for line in reversed(lines)), body[:-1]


class Follower:
    """Hears one destination, and after an outage goes on where it was."""

    def __init__(self, url, destination, next_token, show, reload):
        self.url, self.destination, self.next_token, self.show, self.reload = url, destination, next_token, show, reload
        self.position = {}
        self.attempts = 0

    def session(self):
        """One connection. Returns the close code."""
        token = self.next_token()
        self.socket = websocket.create_connection(self.url, subprotocols=["v12.stomp"], timeout=30, enable_multithread=True)
        self.renew_before(token["expires_in"])
        try:
            self.socket.send(frame("CONNECT", {
                "accept-version": "1.2", "host": "carillon", "heart-beat": "0,10000",  # Silence for 30 s is a lost connection.
                "Authorization": "Bearer " + token["access_token"]}))
            while True:
                opcode, data = self.socket.recv_data()
                if opcode == websocket.ABNF.OPCODE_CLOSE:
                    return struct.unpack("!H", data[:2])[0] if data else 1005
                if data != b"\n":
                    self.received(*parse(data))
        finally:
            self.renewal.cancel()
            self.socket.shutdown()
    # end

    # snippet: python-recover
    def received(self, command, headers, body):
        if command == "CONNECTED":
            self.attempts = 0
            self.socket.send(frame("SUBSCRIBE", {
                "id": "0", "destination": self.destination, "receipt": "subscribed", **self.position}))
        elif command == "RECEIPT" and headers["receipt-id"] == "subscribed":
            if headers.get("recovered") == "false":
                self.reload()  # What was missed is not kept any longer.
            if headers.get("recovered") != "true":
                self.position = {"epoch": headers["epoch"], "offset": headers["offset"]}
        elif command == "MESSAGE":
            self.show(body)
            if "offset" in headers:  # An ephemeral one has none.
                self.position = {"epoch": headers["epoch"], "offset": headers["offset"]}
    # end

    # snippet: python-renew
    def renew_before(self, seconds):
        self.renewal = threading.Timer(seconds * 0.8, self.renew, [seconds])
        self.renewal.daemon = True
        self.renewal.start()

    def renew(self, seconds):
        try:
            token = self.next_token()
            self.socket.send(frame("SEND", {"destination": "/app/token"}, token["access_token"]))
            seconds = token["expires_in"]
        except (OSError, websocket.WebSocketException):
            seconds *= 0.2  # What is left of it.
        self.renew_before(seconds)
    # end

    # snippet: python-close
    def run(self):
        """Comes back until a close code says not to, and returns that."""
        while True:
            try:
                code = self.session()
            except (OSError, websocket.WebSocketException):
                code = 1006
            if 4400 <= code <= 4499 and code != 4401:
                return code
            bound = min(15, 0.5 * 2 ** self.attempts)
            time.sleep(random.uniform(1, 10) if code == 1012 else random.uniform(0, bound))
            self.attempts += 1
    # end


def token():
    with urllib.request.urlopen(os.environ["TOKEN_URL"], timeout=10) as answer:
        return json.load(answer)


follower = Follower(
    os.environ["CARILLON_URL"].replace("http", "ws", 1) + "/ws", "/topic/" + os.environ["CARILLON_TOPIC"], token,
    show=lambda payload: print(payload, flush=True), reload=lambda: print("reload", flush=True))
print("ended", follower.run(), flush=True)
sys.exit(1)
