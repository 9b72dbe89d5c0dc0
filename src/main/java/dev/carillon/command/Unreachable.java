package dev.carillon.command;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/** Why there is no answer, in words: the JDK's own messages are often empty. */
final class Unreachable {

    private Unreachable() {}

    static Failure from(ServiceAddress address, Throwable fault) {
        return new Failure(ExitStatus.UNREACHABLE, reason(address, fault));
    }

    private static String reason(ServiceAddress address, Throwable fault) {
        if (find(fault, cause -> cause instanceof UnresolvedAddressException
                || cause instanceof UnknownHostException) != null) {
            return "There is no host " + address.host() + ".";
        }
        var tls = find(fault, SSLException.class::isInstance);
        if (tls != null) {
            return "TLS with " + address.authority() + " failed: " + tls.getMessage()
                    + " (an authority of your own is named with --ca)";
        }
        if (find(fault, HttpTimeoutException.class::isInstance) != null) {
            return address.authority() + " does not answer in time.";
        }
        if (find(fault, ConnectException.class::isInstance) != null) {
            return "Nobody listens at " + address.authority() + ".";
        }
        return address.authority() + " ended the connection: " + fault;
    }

    private static @Nullable Throwable find(Throwable fault, Predicate<Throwable> kind) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (kind.test(cause)) {
                return cause;
            }
        }
        return null;
    }
}
