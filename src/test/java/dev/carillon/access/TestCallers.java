package dev.carillon.access;

import java.time.Instant;

/** Callers for tests of what only asks who it is. */
public final class TestCallers {

    public static final Caller ALICE = new Caller("alice", Capabilities.of(null, null), null, null, Instant.MAX);

    private TestCallers() {}
}
