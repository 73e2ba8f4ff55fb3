package dev.stackyn.identity.adapters.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebOriginTest {
  @Test
  void theUsualPortNeedNotBeSaid() {
    assertThat(WebOrigin.parse("https://Api.Example.com"))
        .isEqualTo(WebOrigin.parse("https://api.example.com:443"))
        .isNotEqualTo(WebOrigin.parse("https://api.example.com:8443"))
        .isNotEqualTo(WebOrigin.parse("http://api.example.com:443"));
    assertThat(WebOrigin.parse("http://[2001:DB8::1]"))
        .isEqualTo(WebOrigin.parse("http://[2001:db8::1]:80"))
        .isPresent();
  }

  @Test
  void whatIsNoOriginIsNothing() {
    assertThat(
            Stream.of(
                "",
                "null",
                "api.example.com",
                "https://",
                "https://api.example.com/",
                "https://api.example.com/path",
                "https://api.example.com:",
                "https://api.example.com:123456",
                "https://user@api.example.com",
                "https://a.example https://b.example",
                "ftp://api.example.com"))
        .allSatisfy(text -> assertThat(WebOrigin.parse(text)).as(text).isEmpty());
  }
}
