package dev.carillon.command;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Whether an address is one of the machine that this runs on. */
final class OwnHost {

    private OwnHost() {}

    static boolean is(InetAddress address) throws SocketException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }
}
