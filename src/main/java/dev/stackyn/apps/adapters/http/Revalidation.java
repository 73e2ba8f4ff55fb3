package dev.stackyn.apps.adapters.http;

import dev.stackyn.platform.domain.WireAnswer;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Answers that clients ask for again and again: each carries a tag, and who shows that he has this
 * one already is told so in place of it. Browsers do that by themselves.
 */
@Singleton
final class Revalidation {
  private static final String ANY = "*";

  private final JsonMapper json;

  Revalidation(JsonMapper json) {
    this.json = json;
  }

  <T> WireAnswer tagged(Argument<T> type, T body) {
    byte[] bytes = bytes(type, body);
    return new WireAnswer(bytes, tag(bytes));
  }

  HttpResponse<?> answer(HttpRequest<?> request, WireAnswer answer) {
    String tag = answer.tag();
    return known(request, tag)
        ? tagged(HttpResponse.notModified(), tag)
        : tagged(HttpResponse.ok(answer.body()).contentType(MediaType.APPLICATION_JSON_TYPE), tag);
  }

  /** Kept by its reader alone, who asks each time whether it is still so. */
  private static MutableHttpResponse<?> tagged(MutableHttpResponse<?> response, String tag) {
    return response
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  /** A proxy that packs answers marks their tags as weak; what they name is the same. */
  private static boolean known(HttpRequest<?> request, String tag) {
    return request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).stream()
        .flatMap(header -> Stream.of(header.split(",", -1)))
        .map(String::strip)
        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
        .anyMatch(one -> one.equals(tag) || one.equals(ANY));
  }

  private <T> byte[] bytes(Argument<T> type, T body) {
    try {
      return json.writeValueAsBytes(type, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two sums of different kinds and the length: only who wants to could make two answers alike. */
  private static String tag(byte[] bytes) {
    return "\"%x-%08x%08x\""
        .formatted(bytes.length, sum(new CRC32(), bytes), sum(new CRC32C(), bytes));
  }

  private static long sum(Checksum checksum, byte[] bytes) {
    checksum.update(bytes);
    return checksum.getValue();
  }
}
