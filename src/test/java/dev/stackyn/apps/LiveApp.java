package dev.stackyn.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Browser;
import dev.stackyn.testing.EngineTraces;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An app on a real engine, as its owner has it: over the wire. */
final class LiveApp {
  private static final Set<String> OPEN = Set.of("pending", "building", "deploying");

  private final TestPlatform platform;
  private final Person owner;
  private final Map<String, Object> made;
  private final Map<String, Object> first;

  private LiveApp(TestPlatform platform, Person owner, Answer created) {
    this.platform = platform;
    this.owner = owner;
    this.made = object(created.json().get("app"));
    this.first = object(created.json().get("deployment"));
  }

  static LiveApp create(TestPlatform platform, Person owner, Map<String, ?> body) {
    return new LiveApp(platform, owner, owner.post("/api/v1/apps", body).expect(201));
  }

  String id() {
    return String.valueOf(made.get("id"));
  }

  Map<String, Object> first() {
    return first;
  }

  /** As the answer to its creation showed it. */
  Map<String, Object> made() {
    return made;
  }

  String path(String route) {
    return "/api/v1/apps/" + id() + route;
  }

  /** As it is now. */
  Map<String, Object> shown() {
    return owner.get(path("")).expect(200).json();
  }

  /** The deployment that an operation has brought about. */
  Map<String, Object> asked(String operation) {
    return object(owner.post(path(operation)).expect(200).json().get("deployment"));
  }

  Map<String, Object> rolledBack(Map<String, Object> deployment) {
    return object(
        owner
            .post(path("/rollback"), Map.of("deployment_id", "dep_" + deployment.get("id")))
            .expect(200)
            .json()
            .get("deployment"));
  }

  Map<String, Object> logs(Map<String, Object> deployment) {
    return owner.get("/api/v1/deployments/" + deployment.get("id") + "/logs").expect(200).json();
  }

  /** Reads along until it has ended, as a page does: what was read once stays as it was. */
  Map<String, Object> ended(Map<String, Object> deployment) {
    AtomicReference<String> read = new AtomicReference<>("");
    Eventually.that(
        "the deployment ends",
        () -> {
          Map<String, Object> logs = logs(deployment);
          String log = Objects.requireNonNullElse((String) logs.get("build_log"), "");
          assertThat(log).startsWith(read.getAndSet(log));
          return !OPEN.contains(logs.get("status"));
        });
    return owner.get("/api/v1/deployments/" + deployment.get("id")).expect(200).json();
  }

  /** It has to come to serve. */
  Map<String, Object> live(Map<String, Object> deployment) {
    Map<String, Object> ended = ended(deployment);
    assertThat(ended)
        .as(() -> String.valueOf(logs(deployment).get("build_log")))
        .containsEntry("status", "running")
        .containsEntry("error_message", null);
    return ended;
  }

  /** What the router says, head and all. */
  String ask() {
    return Browser.ask(platform.platform().routerPort(), made.get("slug") + ".localhost");
  }

  String ask(String path) {
    return Browser.ask(platform.platform().routerPort(), made.get("slug") + ".localhost", path);
  }

  EngineTraces traces() {
    return new EngineTraces(id());
  }

  /** Deletes it, and waits until it is gone from the engine. */
  void delete() {
    owner.delete(path("?volumes=true")).expect(204);
    Eventually.that("nothing is left on the engine", () -> traces().nothing());
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
