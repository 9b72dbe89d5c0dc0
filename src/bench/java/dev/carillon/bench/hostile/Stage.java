package dev.carillon.bench.hostile;

/** How far a socket goes like any other before it is abused. */
enum Stage {

    SOCKET,

    /** A WebSocket. */
    UPGRADED,

    /** A STOMP session, with a token that holds. */
    CONNECTED
}
