package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.notification.Position;
import dev.carillon.recovery.Start;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

class StartHeadersTests {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4738381338321616895L, 4738381338321616896L, Long.MAX_VALUE})
    void readsEveryEpochThatTheServiceGivesOut(long epoch) {
        assertThat(start(new Position(epoch, 5).epochText())).isEqualTo(new Start.After(new Position(epoch, 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x y", "-1", "A", "zzzzzzzzzzzzz", "1y2p0ij32e8e8", "00000000000001"})
    void anyOtherTextIsUnknown(String epoch) {
        assertThat(start(epoch)).isEqualTo(new Start.After(new Position(-1, 5)));
    }

    private static Start start(String epoch) {
        var subscribe = StompHeaderAccessor.create(StompCommand.SUBSCRIBE);
        subscribe.setNativeHeader("epoch", epoch);
        subscribe.setNativeHeader("offset", "5");
        return StartHeaders.read(subscribe, 10);
    }
}
