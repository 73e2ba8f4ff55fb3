import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** An app on the platform, as its owner has it deployed. */
final class Tenant {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int PAUSE = 2;

  private final Session session;
  private final Docker docker;
  private final Visitor visitor;
  private final String id;
  private long deployment;

  private Tenant(Session session, Docker docker, Visitor visitor, String id) {
    this.session = session;
    this.docker = docker;
    this.visitor = visitor;
    this.id = id;
  }

  /** Milliseconds from the request: until its log could be read, and until it answered. */
  record Times(double log, double answered, String page) {}

  /** An app, and how its first deployment went. */
  record Made(Tenant tenant, Times times) {}

  static Made make(Session session, Docker docker, int router, NodeApp app, String version)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    JsonNode answer =
        session.post(
            "/api/v1/apps",
            "{\"name\":\"%s\",\"repo_url\":\"%s\",\"settings\":{\"memory_mb\":128}}"
                .formatted(app.name(), app.url()));
    JsonNode made = answer.get("app");
    String id = made.get("id").getStringValue();
    docker.willBelongTo(id);
    Visitor visitor = new Visitor(router, made.get("slug").getStringValue() + ".localhost");
    Tenant tenant = new Tenant(session, docker, visitor, id);
    return new Made(tenant, tenant.follow(begin, answer, app.shows(version)));
  }

  Times redeploy(Predicate<String> page) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    return follow(begin, session.post(path() + "/redeploy", ""), page);
  }

  Times rollBack(long release, Predicate<String> page) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String body = "{\"deployment_id\":\"dep_%d\"}".formatted(release);
    return follow(begin, session.post(path() + "/rollback", body), page);
  }

  /** The last one that was asked for. */
  long deployment() {
    return deployment;
  }

  /** Returns when nothing of it is left. */
  void delete() throws IOException, InterruptedException {
    session.delete(path());
    long begin = System.nanoTime();
    while (docker.containers(id) > 0) {
      pause(begin, "its containers stay");
    }
  }

  private Times follow(long begin, JsonNode answer, Predicate<String> wanted)
      throws IOException, InterruptedException {
    deployment = answer.get("deployment").get("id").getLongValue();
    while (log().isEmpty()) {
      pause(begin, "it says nothing");
    }
    double log = (System.nanoTime() - begin) / 1e6;
    String page;
    try {
      page = visitor.await(wanted);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "\n" + log(), e);
    }
    double answered = (System.nanoTime() - begin) / 1e6;
    settle();
    return new Times(log, answered, page);
  }

  /** What is left to do after the switch must not be in the way of what is measured next. */
  private void settle() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String path = "/api/v1/deployments/" + deployment;
    while (!session.get(path).get("status").getStringValue().equals("running")
        || docker.containers(id) != 1) {
      pause(begin, "it does not settle");
    }
  }

  private String log() throws IOException, InterruptedException {
    JsonNode log = session.get("/api/v1/deployments/" + deployment + "/logs").get("build_log");
    return log.isNull() ? "" : log.getStringValue();
  }

  private void pause(long begin, String otherwise) throws IOException, InterruptedException {
    if (System.nanoTime() - begin > PATIENCE.toNanos()) {
      throw new IOException(otherwise + ": deployment " + deployment + "\n" + log());
    }
    Thread.sleep(PAUSE);
  }

  private String path() {
    return "/api/v1/apps/" + id;
  }
}
