package dev.carillon.fanout;

/** A message as it came, for those who test the socket and not what is said on it. */
public final class EchoFrame {

    private EchoFrame() {}

    public static WireFrame of(boolean text, byte[] message) {
        return WireFrame.message(!text, message);
    }
}
