package dev.stackyn.routing.adapters.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The head of a request or an answer as it came over the wire, and how to read what follows it. */
record Message(String line, List<String> headers) {

  static Message read(InputStream in) throws IOException {
    String line = line(in);
    List<String> headers = new ArrayList<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      headers.add(header);
    }
    return new Message(line, headers);
  }

  Optional<String> header(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" | ", all));
  }

  List<String> all(String name) {
    return headers.stream()
        .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(header -> header.substring(name.length() + 1).strip())
        .toList();
  }

  int status() {
    return Integer.parseInt(line.split(" ", 3)[1]);
  }

  String body(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body(in, body);
    return body.toString(StandardCharsets.UTF_8);
  }

  /** By length, in chunks, or nothing. */
  void body(InputStream in, OutputStream to) throws IOException {
    if (header("Transfer-Encoding").isPresent()) {
      for (long size = chunk(in); size > 0; size = chunk(in)) {
        copy(in, to, size);
        line(in);
      }
      while (!line(in).isEmpty()) {
        // Trailers.
      }
    } else if (header("Content-Length").isPresent()) {
      copy(in, to, Long.parseLong(header("Content-Length").orElseThrow()));
    }
  }

  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException(line.toString(StandardCharsets.ISO_8859_1));
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static long chunk(InputStream in) throws IOException {
    return Long.parseLong(line(in), 16);
  }

  private static void copy(InputStream in, OutputStream to, long size) throws IOException {
    byte[] piece = new byte[16 << 10];
    for (long left = size; left > 0; ) {
      int read = in.read(piece, 0, (int) Math.min(piece.length, left));
      if (read < 0) {
        throw new EOFException("%d bytes of a body are missing".formatted(left));
      }
      to.write(piece, 0, read);
      left -= read;
    }
  }
}
