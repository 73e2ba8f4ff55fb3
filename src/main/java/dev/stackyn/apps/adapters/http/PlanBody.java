package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.AppSettings;
import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.NewApp;
import dev.stackyn.apps.domain.RepositoryRules;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.RepositoryUrl;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A repository that might become an app. */
@Serdeable
@Schema(
    name = "PlanRequest",
    requiredProperties = {"repo_url"})
record PlanBody(
    @Schema(name = "repo_url", example = "https://github.com/ada/shop")
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
            description = "Reads a private repository over https://. It is not kept.",
            example = "ghp_0123456789")
        @JsonProperty("repo_token")
        @Nullable
        String repoToken,
    @Schema(name = "repo_user", example = "ada") @JsonProperty("repo_user") @Nullable
        String repoUser,
    @Schema(implementation = SettingsAnswer.class) @Nullable Map<String, Object> settings) {

  /** What was asked for, in our words. */
  record Read(NewApp.NewSource source, AppSettings settings) {}

  Read read(RepositoryRules rules) {
    Fields fields = new Fields();
    Optional<RepositoryUrl> url =
        RepositoryFields.url(fields, rules, RepositoryFields.said(repoUrl).orElse(""));
    Optional<GitRef> ref =
        RepositoryFields.said(branch).flatMap(text -> RepositoryFields.branch(fields, text));
    Optional<GitCredential.Token> token =
        RepositoryFields.said(repoToken)
            .flatMap(text -> RepositoryFields.token(fields, text, RepositoryFields.said(repoUser)));
    AppSettings read = AppSettings.of(Objects.requireNonNullElse(settings, Map.of()), fields);
    fields.refuse();
    return new Read(new NewApp.NewSource(url.orElseThrow(), ref, token), read);
  }
}
