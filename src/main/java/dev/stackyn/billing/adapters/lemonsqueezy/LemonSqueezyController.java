package dev.stackyn.billing.adapters.lemonsqueezy;

import dev.stackyn.billing.adapters.lemonsqueezy.Payloads.Told;
import dev.stackyn.billing.adapters.lemonsqueezy.Payloads.Unconcerned;
import dev.stackyn.billing.adapters.lemonsqueezy.Payloads.UnknownVariant;
import dev.stackyn.billing.domain.BillingSettings;
import dev.stackyn.billing.domain.Notice;
import dev.stackyn.billing.domain.Notices;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the payment provider tells what happens to purchases. It asks again for some minutes unless
 * it is answered with 200, so that is what everything gets which asking again would not change.
 */
@Access(Access.Rule.PUBLIC)
@Controller("/api/webhooks/lemon-squeezy")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Billing")
class LemonSqueezyController {
  private static final Logger LOG = LoggerFactory.getLogger(LemonSqueezyController.class);

  private final Optional<Secret> secret;
  private final Payloads payloads;
  private final Notices notices;

  LemonSqueezyController(BillingSettings settings, Payloads payloads, Notices notices) {
    this.secret = settings.provider().secret();
    this.payloads = payloads;
    this.notices = notices;
  }

  /** That it has arrived. */
  @Serdeable
  @Schema(name = "WebhookTaken")
  record TakenAnswer(@Schema(example = "ok") String status) {}

  @Post(consumes = MediaType.ALL)
  @Operation(
      operationId = "lemonSqueezy",
      summary = "Events of Lemon Squeezy; 404 unless its signing secret is configured")
  TakenAnswer hear(@Body byte[] body, @Header("X-Signature") @Nullable String signature) {
    requireSignature(body, signature);
    switch (payloads.read(body)) {
      case Told(String event, Notice notice) -> log(event, notices.hear(notice));
      case Unconcerned(String event) -> LOG.debug("The event {} concerns no plan", event);
      case UnknownVariant(String event) ->
          LOG.warn("The event {} is about a variant that LEMON_SQUEEZY_VARIANTS lacks", event);
    }
    return new TakenAnswer("ok");
  }

  private void requireSignature(byte[] body, @Nullable String signature) {
    Secret known =
        secret.orElseThrow(
            () -> Refusal.of(ErrorCode.NOT_FOUND, "There is nothing at this address."));
    if (signature == null || signature.isBlank()) {
      throw Refusal.of(ErrorCode.INVALID_SIGNATURE, "Missing signature");
    }
    if (!Signature.isOf(body, signature, known)) {
      throw Refusal.of(ErrorCode.INVALID_SIGNATURE, "Invalid signature");
    }
  }

  /** Neither who bought nor what he is called belongs into a log. */
  private static void log(String event, Notice.Outcome outcome) {
    switch (outcome) {
      case DONE, REPEATED, STALE, OTHER_PURCHASE ->
          LOG.info("The event {} of the payment provider: {}", event, outcome);
      case IMPOSSIBLE, UNKNOWN_USER, UNKNOWN_PLAN ->
          LOG.warn("The event {} of the payment provider changed nothing: {}", event, outcome);
    }
  }
}
