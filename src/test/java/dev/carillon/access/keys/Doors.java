package dev.carillon.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;

/** REST and CONNECT, which must agree. */
record Doors(RunningCarillon carillon) {

    void open(String token) {
        var answer = carillon.publish(token, "/topics/demo/notifications", "{\"payload\":1}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        StompSocket.connect(carillon, token).close();
    }

    void refuse(String token, int status, String code, int closeCode) {
        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + token + "\n\n");
            assertThat(socket.expect("ERROR").header("code")).isEqualTo(code);
            assertThat(socket.closeCode()).isEqualTo(closeCode);
        }
        var answer = carillon.publish(token, "/topics/demo/notifications", "{\"payload\":1}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
