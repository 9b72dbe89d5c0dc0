package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Nchan in nginx, one worker: no STOMP and no tokens, so it shows what C and the kernel take. */
final class NchanPeer implements Peer {

    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
    private static final String CONFIGURATION = """
            load_module %s;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            daemon off;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 19000; }
            http {
                access_log off;
                keepalive_requests 100000000;
                nchan_shared_memory_size 512M;
                server {
                    listen 127.0.0.1:%d backlog=4096;
                    location ~ ^/sub/(.+)$ {
                        nchan_subscriber websocket;
                        nchan_channel_id $1;
                        nchan_subscriber_first_message newest;
                        nchan_websocket_ping_interval 25;
                    }
                    location ~ ^/pub/(.+)$ {
                        nchan_publisher http;
                        nchan_channel_id $1;
                        nchan_message_buffer_length 1000;
                        nchan_message_timeout 60s;
                    }
                }
            }
            """;

    @Override
    public String name() {
        return NCHAN;
    }

    @Override
    public String missing() {
        return Files.exists(MODULE) ? "" : "not installed (Debian: nginx-light and libnginx-mod-nchan)";
    }

    @Override
    public Target start() throws IOException {
        int port = Children.freePort();
        var prefix = Files.createDirectories(Children.DIRECTORY.resolve("nchan")).toAbsolutePath();
        var configuration = Files.writeString(prefix.resolve("nginx.conf"), CONFIGURATION.formatted(MODULE, port));
        var process = Children.start("nchan",
                List.of("nginx", "-p", prefix.toString(), "-c", configuration.toString()));
        Children.await(process, port);
        return new Target(process.pid(), port, process, false, "/sub/{topic}", "", "/pub/{topic}", "", 0, false);
    }
}
