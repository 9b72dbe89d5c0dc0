package dev.carillon.log;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;

/** The windows of the streams in use, bounded by the memory that they take together. Thread-safe. */
final class StreamWindows {

    private final LoadingCache<Destination, StreamWindow> windows;
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
                .build(destination -> new StreamWindow(heads.apply(destination)));
    }

    /** Of a stream that others append to unheard one that is good for this moment. */
    StreamWindow of(Destination destination) {
        return followed.isFollowed(destination)
                ? windows.get(destination)
                : new StreamWindow(heads.apply(destination));
    }

    Optional<StreamWindow> recent(Destination destination) {
        return followed.isFollowed(destination)
                ? Optional.ofNullable(windows.getIfPresent(destination))
                : Optional.empty();
    }

    /**
     * A notification was committed. A window that is being made at this moment is waited for, or it could miss what it has
     * not read.
     */
    void append(Notification stored) {
        var position = stored.position();
        if (position != null) {
            change(stored.destination(), window -> window.append(stored, position));
        }
    }

    /** By compute: computeIfPresent takes a window that is being made for one that is not there. */
    void change(Destination destination, Consumer<StreamWindow> change) {
        windows.asMap().compute(destination, (_, window) -> {
            if (window != null) {
                change.accept(window);
            }
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
