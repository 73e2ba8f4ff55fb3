package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.APPS_;

import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppName;
import dev.stackyn.apps.domain.AppPrivileges;
import dev.stackyn.apps.domain.AppSettings;
import dev.stackyn.apps.domain.AppSource;
import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.Slug;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.jooq.apps.tables.records.AppsRecord;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.UserId;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.JSONB;

/** How an app stands in its row; what reads its repository stays there. */
@Singleton
final class Rows {
  static final List<Field<?>> FIELDS =
      Stream.of(APPS_.fields())
          .filter(field -> !field.equals(APPS_.CREDENTIAL))
          .<Field<?>>map(field -> field)
          .toList();

  private static final Argument<Map<String, Object>> OBJECT =
      Argument.mapOf(String.class, Object.class);
  private static final String NOTHING_SAID = "{}";

  private final JsonMapper json;

  Rows(JsonMapper json) {
    this.json = json;
  }

  /** What may change; the rest is written once. */
  AppsRecord row(App app) {
    AppsRecord row = new AppsRecord();
    row.setName(app.name().value());
    row.setRepoUrl(app.source().url().text());
    row.setBranch(app.source().branch().map(GitRef::name).orElse(null));
    row.setSettings(JSONB.valueOf(write(app.settings().given())));
    row.setPrivileges(JSONB.valueOf(write(AppPrivileges.said(app.setup().privileges()))));
    row.setMemoryMb(app.memoryMb());
    row.setDeployKey(app.source().deployKey().orElse(null));
    row.setDisabledAt(app.dates().lapse().map(App.Lapse::since).orElse(null));
    row.setWasOn(app.dates().lapse().filter(App.Lapse::wasOn).isPresent());
    row.setUpdatedAt(app.dates().updatedAt());
    return row;
  }

  App app(AppsRecord row) {
    return new App(
        new AppId(row.getId()),
        new UserId(row.getOwnerId()),
        new App.Names(new AppName(row.getName()), new Slug(row.getSlug())),
        new AppSource(
            RepositoryUrl.parse(row.getRepoUrl()),
            Optional.ofNullable(row.getBranch()).map(GitRef::new),
            Optional.ofNullable(row.getDeployKey())),
        new App.Setup(
            settings(row.getSettings().data()),
            row.getMemoryMb(),
            privileges(row.getPrivileges().data())),
        new App.Dates(
            row.getCreatedAt(),
            row.getUpdatedAt(),
            Optional.ofNullable(row.getDisabledAt())
                .map(since -> new App.Lapse(since, row.getWasOn()))));
  }

  private String write(Map<String, Object> said) {
    try {
      return json.writeValueAsString(OBJECT, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What fits no more, because its bounds are other ones now, is at its default again. */
  private AppSettings settings(String text) {
    return text.equals(NOTHING_SAID)
        ? AppSettings.DEFAULT
        : AppSettings.of(read(text), new Fields());
  }

  /** What is not understood is not allowed. */
  private Privileges privileges(String text) {
    return text.equals(NOTHING_SAID) ? Privileges.NONE : AppPrivileges.of(read(text), new Fields());
  }

  private Map<String, Object> read(String text) {
    try {
      return Objects.requireNonNull(json.readValue(text, OBJECT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
