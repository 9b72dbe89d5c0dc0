package dev.carillon.clients;

import java.util.Map;

/** Kotlin over OkHttp, as on Android; the build compiles it before this runs. */
class KotlinClientIT extends ClientContract {

    @Override
    Follower start(Map<String, String> environment) {
        return Program.start(Program.java("FollowerKt"), environment);
    }
}
