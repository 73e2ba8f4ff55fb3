package dev.stackyn.billing.adapters.lemonsqueezy;

import dev.stackyn.billing.domain.BillingSettings;
import dev.stackyn.billing.domain.Notice;
import dev.stackyn.billing.domain.Notice.Bought;
import dev.stackyn.billing.domain.Notice.Buyer;
import dev.stackyn.billing.domain.Notice.Cancelled;
import dev.stackyn.billing.domain.Notice.Ended;
import dev.stackyn.billing.domain.Notice.News;
import dev.stackyn.billing.domain.Notice.Paid;
import dev.stackyn.billing.domain.Notice.PaymentFailed;
import dev.stackyn.billing.domain.PlanName;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of webhooks: JSON:API objects, most of them of type {@code subscriptions}, those
 * about payments of type {@code subscription-invoices}. What has happened to a subscription is read
 * from its status and not from the event's name, so that it does not matter which of several events
 * comes first.
 */
@Singleton
final class Payloads {
  private static final Pattern ID = Pattern.compile("\\d{1,20}");

  private final JsonMapper json;
  private final Map<String, PlanName> variants;

  /** What a body says. */
  sealed interface Reading {}

  record Told(String event, Notice notice) implements Reading {}

  /** Nothing that concerns a plan. */
  record Unconcerned(String event) implements Reading {}

  /** Something was bought that the settings do not know. */
  record UnknownVariant(String event) implements Reading {}

  Payloads(JsonMapper json, BillingSettings settings) {
    this.json = json;
    this.variants = settings.provider().variants();
  }

  Reading read(byte[] body) {
    JsonNode root = tree(body);
    String event = text(root, "meta", "event_name").orElseThrow(Payloads::invalid);
    return switch (event) {
      case "subscription_created",
          "subscription_updated",
          "subscription_plan_changed",
          "subscription_resumed",
          "subscription_paused",
          "subscription_unpaused",
          "subscription_cancelled",
          "subscription_expired" ->
          subscription(event, root, hash(body));
      case "subscription_payment_success", "subscription_payment_recovered" ->
          payment(event, root, hash(body), new Paid());
      case "subscription_payment_failed" -> payment(event, root, hash(body), new PaymentFailed());
      default -> new Unconcerned(event);
    };
  }

  private Reading subscription(String event, JsonNode root, Hash hash) {
    String id = id(text(root, "data", "id"));
    String status = attribute(root, "status").orElseThrow(Payloads::invalid);
    Optional<PlanName> plan =
        attribute(root, "variant_id")
            .flatMap(variant -> Optional.ofNullable(variants.get(variant)));
    return switch (status) {
      case "on_trial", "active", "past_due" ->
          plan.<Reading>map(known -> told(event, root, hash, id, new Bought(known)))
              .orElseGet(() -> new UnknownVariant(event));
      case "paused" ->
          isFreePause(root) && plan.isPresent()
              ? told(event, root, hash, id, new Bought(plan.get()))
              : told(event, root, hash, id, new Ended());
      case "cancelled" ->
          plan.<Reading>map(known ->
                  told(
                      event,
                      root,
                      hash,
                      id,
                      new Cancelled(known, time(root, "ends_at").orElseThrow(Payloads::invalid))))
              .orElseGet(() -> new UnknownVariant(event));
      case "unpaid", "expired" -> told(event, root, hash, id, new Ended());
      default -> new Unconcerned(event);
    };
  }

  private static Reading payment(String event, JsonNode root, Hash hash, News news) {
    String id = id(attribute(root, "subscription_id"));
    return told(event, root, hash, id, news);
  }

  private static Told told(String event, JsonNode root, Hash hash, String purchase, News news) {
    Buyer buyer =
        new Buyer(
            text(root, "meta", "custom_data", "user_id").flatMap(UserId::parse),
            attribute(root, "user_email").flatMap(Payloads::email));
    Instant at = time(root, "updated_at").orElseThrow(Payloads::invalid);
    return new Told(event, new Notice(hash, buyer, purchase, at, news));
  }

  private static String id(Optional<String> text) {
    return text.filter(found -> ID.matcher(found).matches()).orElseThrow(Payloads::invalid);
  }

  /** While it is paused, the service is either withheld ("void") or given away ("free"). */
  private static boolean isFreePause(JsonNode root) {
    return text(root, "data", "attributes", "pause", "mode").filter("free"::equals).isPresent();
  }

  private static Optional<Email> email(String text) {
    try {
      return Optional.of(Email.of(text));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(JsonNode root, String name) {
    try {
      return attribute(root, name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw invalid();
    }
  }

  private static Optional<String> attribute(JsonNode root, String name) {
    return text(root, "data", "attributes", name);
  }

  /** Ids come as numbers here and as texts there. */
  private static Optional<String> text(JsonNode root, String... path) {
    @Nullable JsonNode node = root;
    for (String name : path) {
      node = node == null ? null : node.get(name);
    }
    return node != null && (node.isString() || node.isNumber())
        ? Optional.of(node.coerceStringValue())
        : Optional.empty();
  }

  private JsonNode tree(byte[] body) {
    try {
      return Optional.ofNullable(json.readValue(body, JsonNode.class))
          .orElseThrow(Payloads::invalid);
    } catch (IOException e) {
      throw invalid();
    }
  }

  private static Hash hash(byte[] body) {
    try {
      return Hash.of(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refusal invalid() {
    return Refusal.of(ErrorCode.MALFORMED_BODY, "Invalid payload");
  }
}
