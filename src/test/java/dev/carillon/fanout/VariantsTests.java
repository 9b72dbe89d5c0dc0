package dev.carillon.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VariantsTests {

    private final Variants variants = new Variants();

    @Test
    void areOneForAllWhoseFramesAreTheSame() {
        var variant = variants.of("sub-0", StompVersion.V1_2, AckMode.AUTO);

        assertThat(variants.of("sub-" + 0, StompVersion.V1_2, AckMode.AUTO)).isSameAs(variant);
        assertThat(variants.of("sub-0", StompVersion.V1_1, AckMode.AUTO)).isNotEqualTo(variant);
        assertThat(variants.of("sub-0", StompVersion.V1_2, AckMode.CLIENT)).isNotEqualTo(variant);
    }

    /** Whoever calls each subscription another name keeps nobody for good from sharing. */
    @Test
    void areSharedAgainBehindManyOthers() {
        for (int i = 1; i < 10_000; i++) {
            variants.of("sub-" + i, StompVersion.V1_2, AckMode.AUTO);
        }

        assertThat(variants.of("sub-0", StompVersion.V1_2, AckMode.AUTO))
                .isSameAs(variants.of("sub-0", StompVersion.V1_2, AckMode.AUTO));
    }
}
