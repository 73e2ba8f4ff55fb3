package dev.stackyn.deployments.adapters.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which key an SSH host is known. Those of the big forges are built in, as they publish them;
 * any other host is believed the first time and held to that key from then on. A file with one line
 * per host is all there is: {@code host:port SHA256:…}; a line that is deleted is a host forgotten.
 */
final class HostKeys {
  private static final Map<String, Set<String>> PUBLISHED =
      Map.of(
          "github.com",
          Set.of(
              "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
              "SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM",
              "SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s"),
          "gitlab.com",
          Set.of(
              "SHA256:eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8",
              "SHA256:HbW3g8zUjNSksFbqTiUWPWg2Bq1x8xdGUrliXFzSnUw",
              "SHA256:ROQFvPThGrW4RuWLoL9tq9I9zJ42fK4XywyRtbOz/EQ"),
          "bitbucket.org",
          Set.of(
              "SHA256:ybgmFkzwOSotHTHLJgHO0QN8L0xErw6vd0VhFA9m3SM",
              "SHA256:FC73VB6C4OQLSCrjEayhMp9UMxS97caD/Yyi2bhW/J0",
              "SHA256:46OSHA1Rmj8E8ERTC6xkNcmGOw9oFxYr0WF6zWW8l1E"),
          "codeberg.org",
          Set.of(
              "SHA256:mIlxA9k46MmM6qdJOdMnAQpzGxF4WIVVL+fj+wZbw0g",
              "SHA256:T9FYDEHELhVkulEKKwge5aVhVTbqCW0MIRwAfpARs/E",
              "SHA256:6QQmYi4ppFS4/+zSZ5S4IU+4sa6rwvQ4PbhCtPEBekQ"));

  /** Where the same forges answer on port 443, for networks that let nothing else out. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "ssh.github.com", "github.com",
          "altssh.gitlab.com", "gitlab.com",
          "altssh.bitbucket.org", "bitbucket.org");

  private final Path file;

  HostKeys(Path file) {
    this.file = file;
  }

  /** Whether the host is who it was, or is met for the first time; then it is remembered. */
  synchronized boolean accepts(String host, int port, String fingerprint) throws IOException {
    Set<String> known = known(host, port);
    if (known.isEmpty()) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          host + ":" + port + " " + fingerprint + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return true;
    }
    return known.contains(fingerprint);
  }

  static Set<String> published(String host) {
    return PUBLISHED.getOrDefault(OTHER_NAMES.getOrDefault(host, host), Set.of());
  }

  private Set<String> known(String host, int port) throws IOException {
    Set<String> published = published(host);
    if (!published.isEmpty()) {
      return published;
    }
    String wanted = host + ":" + port;
    try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
      return lines
          .map(line -> List.of(line.strip().split("\\s+", 2)))
          .filter(words -> words.size() == 2 && words.getFirst().equals(wanted))
          .map(List::getLast)
          .collect(Collectors.toSet());
    }
  }
}
