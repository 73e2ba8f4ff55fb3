package dev.stackyn.routing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Another program of Debian's that takes requests to a backend, as somebody would set it up who
 * wants it to be fast: connections to the backend are kept, two workers, no log of requests, and
 * the backend is told the same as by us.
 */
enum Rival {
  NGINX("/usr/sbin/nginx") {
    @Override
    String settings(int port, int backend) {
      return """
      daemon off; worker_processes 2; worker_rlimit_nofile 20000; error_log error.log; pid nginx.pid;
      events { worker_connections 10000; }
      http {
        access_log off; keepalive_requests 1000000; tcp_nodelay on;
        client_body_temp_path temp1; proxy_temp_path temp2; fastcgi_temp_path temp3;
        uwsgi_temp_path temp4; scgi_temp_path temp5;
        map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
        upstream app { server 127.0.0.1:%2$d; keepalive 64; keepalive_requests 1000000; }
        server {
          listen 127.0.0.1:%1$d backlog=1024;
          location / {
            proxy_pass http://app; proxy_http_version 1.1; proxy_max_temp_file_size 0;
            proxy_set_header Host $host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $host;
            proxy_set_header X-Forwarded-Port $server_port;
            proxy_set_header Forwarded "for=$remote_addr;host=$host;proto=$scheme";
            proxy_set_header X-Request-ID $request_id;
          }
        }
      }
      """
          .formatted(port, backend);
    }

    @Override
    List<String> call(Path folder, Path settings) {
      return List.of("-p", folder.toString(), "-c", settings.toString(), "-e", "error.log");
    }
  },

  HAPROXY("/usr/sbin/haproxy") {
    @Override
    String settings(int port, int backend) {
      return """
      global
        nbthread 2
      defaults
        mode http
        timeout connect 5s
        timeout client 5m
        timeout server 60s
        http-reuse always
        option forwardfor
        unique-id-format %%{+X}o%%ci:%%cp_%%fi:%%fp_%%Ts_%%rt:%%pid
        unique-id-header X-Request-ID
      listen app
        bind 127.0.0.1:%d backlog 1024
        http-request set-header X-Forwarded-Proto http
        http-request set-header X-Forwarded-Host %%[req.hdr(host)]
        http-request set-header X-Forwarded-Port %%[dst_port]
        server app 127.0.0.1:%d
      """
          .formatted(port, backend);
    }

    @Override
    List<String> call(Path folder, Path settings) {
      return List.of("-db", "-f", settings.toString());
    }
  },

  CADDY("/usr/bin/caddy") {
    @Override
    String settings(int port, int backend) {
      return """
      {
        admin off
        auto_https off
        log {
          level ERROR
        }
      }
      http://:%d {
        bind 127.0.0.1
        reverse_proxy 127.0.0.1:%d
      }
      """
          .formatted(port, backend);
    }

    @Override
    List<String> call(Path folder, Path settings) {
      return List.of("run", "--adapter", "caddyfile", "--config", settings.toString());
    }
  };

  private final String program;

  Rival(String program) {
    this.program = program;
  }

  abstract String settings(int port, int backend);

  abstract List<String> call(Path folder, Path settings);

  boolean isInstalled() {
    return Files.isExecutable(Path.of(program));
  }

  Daemon start(Path parent, int backend) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(parent.resolve(name()));
    int port = Daemon.freePort();
    Path settings = Files.writeString(folder.resolve("settings"), settings(port, backend));
    return Daemon.start(program, call(folder, settings), folder, port);
  }
}
