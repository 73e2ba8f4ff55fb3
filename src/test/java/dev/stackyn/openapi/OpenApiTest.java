package dev.stackyn.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import io.micronaut.websocket.annotation.ServerWebSocket;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class OpenApiTest {
  private static final Path COMMITTED = Path.of("openapi/stackyn.yaml");
  private static final Path OF_THE_CODE = Path.of("target/openapi/stackyn.yaml");

  @Test
  void theCommittedDescriptionIsThatOfTheCode() throws IOException {
    assertThat(Files.readString(COMMITTED))
        .as("run ./stackyn openapi and commit what it writes")
        .isEqualTo(Files.readString(OF_THE_CODE));
  }

  @Test
  void everyCodeOfAnErrorIsInIt() throws IOException {
    Map<String, Object> codes =
        object(object(object(spec().get("components")).get("schemas")).get("ErrorCode"));

    assertThat(codes.get("enum"))
        .isEqualTo(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
  }

  @Test
  void everyOperationIsNamedOnceAndCanFail() throws IOException {
    Set<String> ids = new TreeSet<>();
    object(spec().get("paths"))
        .forEach((path, item) ->
            object(item)
                .forEach((method, operation) -> {
                  Map<String, Object> described = object(operation);
                  assertThat(ids.add(String.valueOf(described.get("operationId"))))
                      .as("%s %s", method, path)
                      .isTrue();
                  assertThat(object(described.get("responses"))).containsKey("default");
                }));
    assertThat(ids).isNotEmpty();
  }

  @Test
  void everyRouteIsDescribedUnlessItIsHiddenOnPurpose() throws IOException {
    Set<String> described = object(spec().get("paths")).keySet();
    try (TestPlatform platform = TestPlatform.start()) {
      Set<String> routes =
          platform
              .platform()
              .bean(Router.class)
              .uriRoutes()
              .filter(route -> !isHidden(route))
              .map(route -> route.getUriMatchTemplate().toPathString())
              .collect(Collectors.toSet());
      assertThat(routes).isEqualTo(described);
    }
  }

  @Test
  void thePlatformServesItTogetherWithAPageThatNeedsNoInternet() throws IOException {
    try (TestPlatform platform = TestPlatform.start()) {
      HttpResponse<String> spec = platform.get("/openapi.yaml");
      assertThat(spec.headers().firstValue("Content-Type")).hasValue("application/yaml");
      assertThat(spec.body()).isEqualTo(Files.readString(COMMITTED));

      HttpResponse<String> page = platform.get("/docs");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("https://", "http://", "//cdn");
      for (String asset : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js"}) {
        assertThat(page.body()).contains("\"/docs/" + asset + "\"");
        assertThat(platform.get("/docs/" + asset).statusCode()).as(asset).isEqualTo(200);
      }
      assertThat(platform.get("/docs/../application.properties").statusCode()).isEqualTo(404);
      assertThat(platform.get("/docs/package.json").statusCode()).isEqualTo(404);
      assertThat(platform.get("/docs/package.json").body()).contains("\"code\":\"NOT_FOUND\"");
    }
  }

  /** A controller whose bodies are validated is a subclass that the framework wrote. */
  private static boolean isHidden(UriRouteInfo<?, ?> route) {
    Class<?> controller = route.getDeclaringType();
    return route.getAnnotationMetadata().hasAnnotation(ServerWebSocket.class)
        || controller.isAnnotationPresent(Hidden.class)
        || controller.getSuperclass().isAnnotationPresent(Hidden.class);
  }

  private static Map<String, Object> spec() throws IOException {
    return new Yaml().load(Files.readString(COMMITTED));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
