package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.AppName;
import dev.stackyn.apps.domain.AppSettings;
import dev.stackyn.apps.domain.EnvKey;
import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.NewApp;
import dev.stackyn.apps.domain.NewVar;
import dev.stackyn.apps.domain.RepositoryRules;
import dev.stackyn.apps.domain.Slug;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.RepositoryUrl;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The app that somebody wants: a name and a repository are enough. */
@Serdeable
@Schema(
    name = "CreateApp",
    requiredProperties = {"name", "repo_url"})
record CreateBody(
    @Schema(example = "Shop") @Nullable String name,
    @Schema(description = "Left out or empty: made from the name.", example = "shop") @Nullable
        String slug,
    @Schema(
            name = "repo_url",
            description = "https://, or git@host:path and ssh:// with a deploy key.",
            example = "https://github.com/ada/shop")
        @JsonProperty("repo_url")
        @Nullable
        String repoUrl,
    @Schema(
            description = "A branch, tag or commit; empty for the default branch.",
            example = "main")
        @Nullable
        String branch,
    @Schema(
            name = "repo_token",
            description = "Reads a private repository over https://.",
            example = "ghp_0123456789")
        @JsonProperty("repo_token")
        @Nullable
        String repoToken,
    @Schema(
            name = "repo_user",
            description = "Goes with the token where the host wants a certain name.",
            example = "ada")
        @JsonProperty("repo_user")
        @Nullable
        String repoUser,
    @Schema(name = "env_vars", description = "Up to 200.") @JsonProperty("env_vars") @Nullable
        List<EnvBody> envVars,
    @Schema(implementation = SettingsAnswer.class) @Nullable Map<String, Object> settings) {

  NewApp read(RepositoryRules rules) {
    Fields fields = new Fields();
    Optional<AppName> readName =
        fields.read("name", "The name", () -> new AppName(Objects.requireNonNullElse(name, "")));
    Optional<Slug> readSlug =
        RepositoryFields.said(slug)
            .flatMap(text -> fields.read("slug", "The slug", () -> new Slug(text)));
    Optional<RepositoryUrl> url =
        RepositoryFields.url(fields, rules, RepositoryFields.said(repoUrl).orElse(""));
    Optional<GitRef> ref =
        RepositoryFields.said(branch).flatMap(text -> RepositoryFields.branch(fields, text));
    Optional<GitCredential.Token> token =
        RepositoryFields.said(repoToken)
            .flatMap(text -> RepositoryFields.token(fields, text, RepositoryFields.said(repoUser)));
    AppSettings readSettings =
        AppSettings.of(Objects.requireNonNullElse(settings, Map.of()), fields);
    List<NewVar> environment = environment(fields);
    fields.refuse();
    return new NewApp(
        readName.orElseThrow(),
        readSlug,
        new NewApp.NewSource(url.orElseThrow(), ref, token),
        readSettings,
        environment);
  }

  /** Of a key that is there twice, the last counts, as in a {@code .env} file. */
  private List<NewVar> environment(Fields fields) {
    Map<EnvKey, NewVar> environment = new LinkedHashMap<>();
    for (EnvBody variable : Objects.requireNonNullElse(envVars, List.<EnvBody>of())) {
      variable.read(fields).ifPresent(wanted -> environment.put(wanted.key(), wanted));
    }
    return List.copyOf(environment.values());
  }
}
