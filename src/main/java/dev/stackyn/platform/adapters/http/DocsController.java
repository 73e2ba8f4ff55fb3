package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * The API's own documentation. Everything comes from this process: it works without the internet.
 */
@Access(Access.Rule.PUBLIC)
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
class DocsController {
  /** The page runs scripts and styles of its own, and talks to nobody but us. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

  /** Only what the page needs is served out of the jar. */
  private static final Map<String, Asset> ASSETS =
      Map.of(
          "swagger-ui.css", new Asset(WEBJAR + "swagger-ui.css", "text/css"),
          "swagger-ui-bundle.js", new Asset(WEBJAR + "swagger-ui-bundle.js", "text/javascript"),
          "favicon-32x32.png", new Asset(WEBJAR + "favicon-32x32.png", "image/png"),
          "start.js", new Asset("/docs/start.js", "text/javascript"));

  private record Asset(String resource, String mediaType) {}

  @Get("/openapi.yaml")
  HttpResponse<byte[]> specification() {
    return serve(new Asset("/openapi/stackyn.yaml", "application/yaml"), "no-cache");
  }

  @Get("/docs")
  HttpResponse<byte[]> page() {
    return serve(new Asset("/docs/index.html", "text/html;charset=utf-8"), "no-cache");
  }

  @Get("/docs/{file}")
  HttpResponse<byte[]> asset(String file) {
    Asset asset = ASSETS.get(file);
    if (asset == null) {
      throw Refusal.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
    }
    return serve(asset, "public, max-age=3600");
  }

  private static HttpResponse<byte[]> serve(Asset asset, String caching) {
    return HttpResponse.ok(read(asset.resource))
        .contentType(MediaType.of(asset.mediaType))
        .header("Cache-Control", caching)
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  }

  private static byte[] read(String resource) {
    try (InputStream in = DocsController.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
