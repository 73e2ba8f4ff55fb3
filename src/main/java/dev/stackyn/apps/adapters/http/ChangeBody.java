package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.AppChanges;
import dev.stackyn.apps.domain.AppChanges.Said;
import dev.stackyn.apps.domain.AppName;
import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.RepositoryRules;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.RepositoryUrl;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is to be different about an app. What is left out is another thing than null here. */
@Schema(
    name = "ChangeApp",
    description = "What is left out stays as it is; null takes away, or goes back to the default.")
record ChangeBody(
    @Schema(example = "Shop") @Nullable String name,
    @Schema(name = "repo_url", example = "https://github.com/ada/shop") @Nullable String repoUrl,
    @Schema(description = "Null or empty: the default branch.", example = "main") @Nullable
        String branch,
    @Schema(
            name = "repo_token",
            description = "Also gone when the repository moves to another host.",
            example = "ghp_0123456789")
        @Nullable
        String repoToken,
    @Schema(name = "repo_user", example = "ada") @Nullable String repoUser,
    @Nullable SettingsAnswer settings) {
  private static final String TEXT = "must be a text";

  static AppChanges read(Map<String, @Nullable Object> body, RepositoryRules rules) {
    Fields fields = new Fields();
    if (body.get("slug") != null) {
      fields.wrong("slug", "The slug of an app cannot be changed.");
    }
    Optional<AppName> name =
        text(body, "name", fields)
            .flatMap(text -> fields.read("name", "The name", () -> new AppName(text)));
    Optional<RepositoryUrl> url =
        text(body, "repo_url", fields).flatMap(text -> RepositoryFields.url(fields, rules, text));
    Said<GitRef> branch =
        said(
            body,
            "branch",
            text(body, "branch", fields).flatMap(text -> RepositoryFields.branch(fields, text)));
    Optional<String> user = text(body, "repo_user", fields);
    Said<GitCredential.Token> token =
        said(
            body,
            "repo_token",
            text(body, "repo_token", fields)
                .flatMap(text -> RepositoryFields.token(fields, text, user)));
    Map<String, @Nullable Object> settings = settings(body, fields);
    fields.refuse();
    return new AppChanges(name, url, branch, token, settings);
  }

  private static <T> Said<T> said(
      Map<String, @Nullable Object> body, String field, Optional<T> read) {
    if (!body.containsKey(field)) {
      return new Said.Nothing<>();
    }
    return read.<Said<T>>map(Said.Now::new).orElseGet(Said.Gone::new);
  }

  /** Nothing when it is null or empty. */
  private static Optional<String> text(
      Map<String, @Nullable Object> body, String field, Fields fields) {
    Object value = body.get(field);
    if (value != null && !(value instanceof String)) {
      fields.wrong(field, field + " " + TEXT + ".");
    }
    return value instanceof String text
        ? Optional.of(text.strip()).filter(some -> !some.isEmpty())
        : Optional.empty();
  }

  private static Map<String, @Nullable Object> settings(
      Map<String, @Nullable Object> body, Fields fields) {
    Object value = body.get("settings");
    Map<String, @Nullable Object> settings = new HashMap<>();
    if (value instanceof Map<?, ?> said) {
      said.forEach((name, setting) -> settings.put(String.valueOf(name), setting));
    } else if (value != null) {
      fields.wrong("settings", "settings must be an object.");
    }
    return settings;
  }
}
