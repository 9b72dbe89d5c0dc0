package dev.carillon.command;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Whether a host is the machine that this runs on. */
final class OwnHost {

    private OwnHost() {}

    /** @throws UnknownHostException if there is none of that name */
    static boolean is(String host) throws UnknownHostException, SocketException {
        for (var address : InetAddress.getAllByName(host)) {
            if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
                return false;
            }
        }
        return true;
    }
}
