package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.RepositoryUrl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be different about an app; what is not said stays as it is. */
public record AppChanges(
    Optional<AppName> name,
    Optional<RepositoryUrl> url,
    Said<GitRef> branch,
    Said<GitCredential.Token> token,
    Map<String, @Nullable Object> settings) {

  /** Something that may be left alone, taken away, or replaced. */
  public sealed interface Said<T> {
    record Nothing<T>() implements Said<T> {}

    record Gone<T>() implements Said<T> {}

    record Now<T>(T value) implements Said<T> {}

    default Optional<T> over(Optional<T> present) {
      return switch (this) {
        case Nothing<T> _ -> present;
        case Gone<T> _ -> Optional.empty();
        case Now<T>(T value) -> Optional.of(value);
      };
    }
  }

  public AppChanges {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** What of it, for the audit log. */
  String names() {
    StringBuilder names = new StringBuilder();
    name.ifPresent(_ -> names.append("name "));
    url.ifPresent(_ -> names.append("repo_url "));
    names.append(branch instanceof Said.Nothing ? "" : "branch ");
    names.append(token instanceof Said.Nothing ? "" : "repo_token ");
    settings.keySet().forEach(name -> names.append(name).append(' '));
    return names.toString().strip();
  }
}
