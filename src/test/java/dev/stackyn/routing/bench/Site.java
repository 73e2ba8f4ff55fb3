package dev.stackyn.routing.bench;

import dev.stackyn.routing.domain.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The one backend of all: an nginx with a page of a hundred bytes and a file of ten megabytes. */
record Site(Daemon server) implements AutoCloseable {
  static final int LARGE = 10 << 20;

  static Site start(Path parent) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(parent.resolve("site"));
    byte[] large = new byte[LARGE];
    new Random(1).nextBytes(large);
    Files.write(Files.createDirectory(folder.resolve("files")).resolve("large"), large);
    int port = Daemon.freePort();
    Path settings =
        Files.writeString(
            folder.resolve("settings"),
            """
            user root; daemon off; worker_processes 1; worker_rlimit_nofile 20000; error_log error.log; pid nginx.pid;
            events { worker_connections 10000; }
            http {
              access_log off; keepalive_requests 1000000; keepalive_timeout 60; sendfile on; tcp_nopush on;
              client_body_temp_path temp1; proxy_temp_path temp2; fastcgi_temp_path temp3;
              uwsgi_temp_path temp4; scgi_temp_path temp5;
              server {
                listen 127.0.0.1:%d backlog=1024;
                location / { default_type text/plain; return 200 "%s"; }
                location /large { root files; }
              }
            }
            """
                .formatted(port, "0123456789".repeat(10)));
    return new Site(
        Daemon.start(
            "/usr/sbin/nginx",
            List.of("-p", folder.toString(), "-c", settings.toString(), "-e", "error.log"),
            folder,
            port));
  }

  Backend backend() {
    return Backend.at("127.0.0.1", server.port());
  }

  @Override
  public void close() {
    server.close();
  }
}
