package dev.stackyn.testing;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;

/** Every statement that a platform's stores send to its database. */
@Singleton
public final class StatementLog {
  private final List<String> statements = new CopyOnWriteArrayList<>();

  /** Those that were sent while the task ran and that name one of the schemas. */
  public List<String> during(Runnable task, String... schemas) {
    statements.clear();
    task.run();
    return statements.stream()
        .filter(sql -> Stream.of(schemas).anyMatch(schema -> names(sql, schema)))
        .toList();
  }

  private static boolean names(String sql, String schema) {
    return sql.contains("\"" + schema + "\".") || sql.contains(" " + schema + ".");
  }

  @Factory
  static final class Listening {
    @Bean
    @Singleton
    @Named("default")
    ExecuteListenerProvider listener(StatementLog log) {
      return () ->
          new ExecuteListener() {
            @Override
            public void executeStart(ExecuteContext context) {
              log.statements.add(String.valueOf(context.sql()));
            }
          };
    }
  }
}
