package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.CertificateDesk;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.routing.domain.HostCertificate;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The certificates of the hosts that an app answers to. */
@Access(Access.Rule.USER)
@Controller("/api/v1/apps/{id}/certificates")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class CertificatesController {
  private final CertificateDesk desk;

  CertificatesController(CertificateDesk desk) {
    this.desk = desk;
  }

  /** A certificate of the owner's own. */
  @Serdeable
  @Schema(
      name = "UploadCertificate",
      requiredProperties = {"chain", "key"})
  record CertificateBody(
      @Schema(
              description = "Certificates in PEM, the host's own first; at most 64 KiB.",
              example = "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n")
          @Nullable
          String chain,
      @Schema(
              description = "The key in PEM, without a password. No answer ever has it.",
              example = "-----BEGIN PRIVATE KEY-----\nMIGH…\n-----END PRIVATE KEY-----\n")
          @Nullable
          String key) {
    /** A key is not for logs. */
    @Override
    public String toString() {
      return "a certificate and its key";
    }
  }

  /** How TLS stands for one host. */
  @Serdeable
  @Schema(name = "Certificate")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record CertificateAnswer(
      @Schema(example = "shop.example.com") String host,
      @Schema(
              description =
                  "ordered: for this host; shared: for all of the platform's domain; uploaded: by"
                      + " its owner; none.",
              example = "ordered")
          String source,
      @Schema(description = "pending, active, failed, expired or none.", example = "active")
          String state,
      @Schema(example = "It is renewed in time.") String reason,
      @Schema(name = "not_before") @JsonProperty("not_before") @Nullable Instant notBefore,
      @Schema(name = "not_after") @JsonProperty("not_after") @Nullable Instant notAfter,
      @Schema(name = "next_try", description = "When the next one is ordered.")
          @JsonProperty("next_try")
          @Nullable
          Instant nextTry) {

    static CertificateAnswer of(HostCertificate certificate) {
      HostCertificate.Times times = certificate.times();
      return new CertificateAnswer(
          certificate.host().value(),
          certificate.source().name().toLowerCase(Locale.ROOT),
          certificate.standing().name().toLowerCase(Locale.ROOT),
          certificate.reason(),
          times.notBefore().map(DeploymentAnswer::toTheMillisecond).orElse(null),
          times.notAfter().map(DeploymentAnswer::toTheMillisecond).orElse(null),
          times.nextTry().map(DeploymentAnswer::toTheMillisecond).orElse(null));
    }
  }

  @Get
  @Operation(
      operationId = "certificates",
      summary = "How TLS stands for each host that leads to the app")
  List<CertificateAnswer> list(String id, @Parameter(hidden = true) Requester requester) {
    return desk.list(requester, id).stream().map(CertificateAnswer::of).toList();
  }

  @Put("/{host}")
  @Operation(
      operationId = "uploadCertificate",
      summary = "Bring a certificate: it is served within a second, and not renewed")
  CertificateAnswer upload(
      String id,
      String host,
      @Body CertificateBody body,
      @Parameter(hidden = true) Requester requester) {
    if (body.chain == null || body.chain.isBlank()) {
      throw Refusal.invalid("chain", "A chain of certificates is required.");
    }
    if (body.key == null || body.key.isBlank()) {
      throw Refusal.invalid("key", "A key is required.");
    }
    return CertificateAnswer.of(desk.upload(requester, id, host, body.chain, body.key));
  }

  @Delete("/{host}")
  @Operation(
      operationId = "removeCertificate",
      summary = "Forget the certificate that was brought: the platform orders one again")
  CertificateAnswer remove(String id, String host, @Parameter(hidden = true) Requester requester) {
    return CertificateAnswer.of(desk.giveBack(requester, id, host));
  }

  @Post("/{host}/renew")
  @Consumes(MediaType.ALL)
  @Status(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "renewCertificate",
      summary = "Order another now; 429 while the authority must not be asked again")
  CertificateAnswer renew(String id, String host, @Parameter(hidden = true) Requester requester) {
    return CertificateAnswer.of(desk.order(requester, id, host));
  }
}
