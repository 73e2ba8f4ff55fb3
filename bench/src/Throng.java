import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * A platform's database as it is after years: users, each with apps, each of which was deployed
 * many times, by all of them in turn, so that what belongs to one app lies far apart. Nothing of it
 * serves, or the platform would set about bringing it back. What is sealed is noise: no list and no
 * log opens it.
 */
record Throng(int users, int apps, int deployments) {
  /** Half of a log: a cut from a text that does not repeat itself. */
  private static final String PIECE =
      """
      '==> Building Dockerfile' || chr(10) || substr(t.noise, ((d.id * 7 + %d) %% 4000)::int + 1, 1000)\
      """;

  /** Everybody has the first administrator's password. */
  void fill(Path home) throws IOException {
    Path folder = home.resolve("postgres");
    String url =
        "jdbc:postgresql://127.0.0.1:%s/stackyn?sslmode=disable"
            .formatted(Files.readString(folder.resolve("port")).strip());
    String password = Files.readString(folder.resolve("password")).strip();
    long begin = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(url, "stackyn", password);
        Statement statement = connection.createStatement()) {
      // Every reference is right by its making: half the time would go into looking it up.
      statement.execute("set session_replication_role = replica");
      statement.execute("set synchronous_commit = off");
      for (String table : new String[] {people(), subscriptions(), whatTheyHave()}) {
        statement.execute(table);
      }
      for (int number = 1; number <= deployments; number++) {
        statement.execute(deployed(number));
      }
      statement.execute(logs());
      statement.execute("vacuum analyze");
      statement.execute("checkpoint");
    } catch (SQLException e) {
      throw new IOException("the database cannot be filled", e);
    }
    System.out.printf(
        Locale.ROOT,
        "%,d users, %,d apps, %,d deployments with their logs: written in %.0f s%n",
        users,
        users * apps,
        users * apps * deployments,
        (System.nanoTime() - begin) / 1e9);
  }

  static String email(int user) {
    return "user%d@example.com".formatted(user);
  }

  private String people() {
    return """
    insert into identity.users
      (id, email, full_name, password_hash, role, email_verified, created_at, updated_at)
    select gen_random_uuid(), 'user' || n || '@example.com', 'User ' || n, a.password_hash, 'USER', true,
      now() - n * interval '1 hour', now() - n * interval '1 hour'
    from generate_series(1, %d) n
    cross join (select password_hash from identity.users where role = 'ADMIN') a
    """
        .formatted(users);
  }

  private static String subscriptions() {
    return """
    insert into billing.subscriptions (user_id, plan, status, trial_started_at, trial_ends_at)
    select id, 'pro', 'ACTIVE', created_at, created_at + interval '7 days'
    from identity.users where role = 'USER'
    """;
  }

  private String whatTheyHave() {
    return """
    insert into apps.apps
      (id, owner_id, name, slug, repo_url, branch, settings, memory_mb, created_at, updated_at)
    select gen_random_uuid(), u.id, 'App ' || n, 'app-' || split_part(u.email, '@', 1) || '-' || n,
      'https://git.example.com/' || split_part(u.email, '@', 1) || '/app-' || n, 'main',
      '{"port": 3000, "health_path": "/healthz"}', 128,
      u.created_at + n * interval '1 minute', u.created_at + n * interval '1 minute'
    from generate_series(1, %d) n cross join identity.users u where u.role = 'USER'
    """
        .formatted(apps);
  }

  /** One more deployment of each app: every fifth failed. */
  private static String deployed(int number) {
    String status = number % 5 == 4 ? "FAILED" : "STOPPED";
    return """
    insert into deployments.deployments
      (app_id, owner_id, requested_by, trigger, status, phase, slug, host, ref,
       commit_sha, commit_author, commit_message, committed_at, image, container, spec,
       error_code, error, created_at, updated_at, begun_at, live_at, ended_at)
    select a.id, a.owner_id, a.owner_id, '%1$s', '%2$s', '%3$s', a.slug, a.slug || '.example.com', 'main',
      m.hash || left(m.hash, 8), 'Ada Lovelace', 'Mend what the last change has broken, and say why', m.at,
      'sha256:' || m.hash || m.hash, m.hash || m.hash, decode(repeat(m.hash, 32), 'hex'),
      %4$s, %5$s, m.at, m.at + interval '20 seconds', m.at, %6$s, m.at + interval '20 seconds'
    from apps.apps a
    cross join lateral (
      select md5(a.id::text || %7$d) as hash, a.created_at + %7$d * interval '1 day' as at) m
    """
        .formatted(
            number == 1 ? "CREATE" : "REDEPLOY",
            status,
            status.equals("FAILED") ? "BUILD" : "RETIRE",
            status.equals("FAILED") ? "'BUILD_FAILED'" : "null",
            status.equals("FAILED") ? "'Step 3 ended with exit code 1.'" : "null",
            status.equals("FAILED") ? "null" : "m.at + interval '15 seconds'",
            number);
  }

  /** 2 KB each, in two pieces. */
  private static String logs() {
    return """
    with t as materialized (
      select string_agg(md5(n::text), chr(10)) as noise from generate_series(1, 160) n)
    insert into deployments.log_pieces (deployment_id, number, text, at)
    select d.id, p.number, case p.number when 1 then %s else %s end, d.begun_at
    from deployments.deployments d cross join generate_series(1, 2) as p(number) cross join t
    """
        .formatted(PIECE.formatted(0), PIECE.formatted(2003));
  }
}
