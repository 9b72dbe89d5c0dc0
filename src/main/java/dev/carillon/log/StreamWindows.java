package dev.carillon.log;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;

/** The windows of the streams in use, bounded by the memory that they take together. Thread-safe. */
final class StreamWindows {

    private final Cache<Destination, StreamWindow> windows;
    private final Function<Destination, Head> heads;
    private final Followed followed;

    /** @param heads reads the ends of a stream that has no window yet */
    StreamWindows(long maxBytes, Function<Destination, Head> heads, Followed followed) {
        this.heads = heads;
        this.followed = followed;
        this.windows = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Destination _, StreamWindow window) -> window.weight())
                .executor(Runnable::run)
                .build();
    }

    /** Of a stream that others append to unheard one that is good for this moment. */
    StreamWindow of(Destination destination) {
        var window = followed.isFollowed(destination)
                ? windows.get(destination, _ -> new StreamWindow())
                : new StreamWindow();
        window.begin(() -> heads.apply(destination));
        return window;
    }

    Optional<StreamWindow> recent(Destination destination) {
        return followed.isFollowed(destination)
                ? Optional.ofNullable(windows.getIfPresent(destination)).filter(StreamWindow::isBegun)
                : Optional.empty();
    }

    /** A notification was committed. */
    void append(Notification stored) {
        if (stored.position() != null) {
            change(stored.destination(), window -> window.append(stored));
        }
    }

    void change(Destination destination, Consumer<StreamWindow> change) {
        windows.asMap().computeIfPresent(destination, (_, window) -> {
            change.accept(window);
            return window;
        });
    }

    /** What is in memory of this stream may be old. */
    void forget(Destination destination) {
        windows.invalidate(destination);
    }

    /** Nothing in memory can be relied on: what was being written may be stored or not. */
    void forgetAll() {
        windows.invalidateAll();
    }
}
