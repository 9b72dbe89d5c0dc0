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

    def session(self):
        """One connection. Returns the close code."""
        try:
            token, seconds = self.next_token()
        except Exception:  # Whatever the application answers in place of one.
            return 1006
        self.socket = websocket.create_connection(self.url, subprotocols=["v12.stomp"], timeout=30, enable_multithread=True)
        over = threading.Event()
        threading.Thread(target=self.renew, args=[seconds, self.socket, over], daemon=True).start()
        try:
            self.socket.send(frame("CONNECT", {
                "accept-version": "1.2", "host": "carillon", "heart-beat": "0,10000",  # Silence for 30 s is a lost connection.
                "Authorization": "Bearer " + token}))
            while True:
                opcode, data = self.socket.recv_data()
                if opcode == websocket.ABNF.OPCODE_CLOSE:
                    return struct.unpack("!H", data[:2])[0] if data else 1005
                if data != b"\n":
                    self.received(*parse(data))
        finally:
            over.set()
            self.socket.shutdown()
    # end

    # snippet: python-recover
    def received(self, command, headers, body):
        if command == "CONNECTED":
            self.since = time.monotonic()
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
    def renew(self, seconds, socket, over):
        while not over.wait(max(1, seconds * 0.8)):
            try:
                token, seconds = self.next_token()
                socket.send(frame("SEND", {"destination": "/app/token"}, token))
            except Exception:
                seconds *= 0.2  # What is left of it.
    # end

    # snippet: python-close
    def run(self):
        """Comes back until a close code says not to, and returns that."""
        attempts = 0
        while True:
            self.since = float("inf")
            try:
                code = self.session()
            except (OSError, websocket.WebSocketException):
                code = 1006
            if 4400 <= code <= 4499 and code != 4401:
                return code
            if time.monotonic() - self.since > 15:
                attempts = 0  # That was a good one.
            bound = min(15, 0.5 * 2 ** min(attempts, 5))
            time.sleep(random.uniform(1, 10) if code == 1012 else random.uniform(0, bound))
            attempts += 1
    # end


def token():
    with urllib.request.urlopen(os.environ["TOKEN_URL"], timeout=10) as answer:
        fields = json.load(answer)
        return fields["access_token"], float(fields["expires_in"])


follower = Follower(
    os.environ["CARILLON_URL"].replace("http", "ws", 1) + "/ws", "/topic/" + os.environ["CARILLON_TOPIC"], token,
    show=lambda payload: print(payload, flush=True), reload=lambda: print("reload", flush=True))
print("ended", follower.run(), flush=True)
sys.exit(1)
