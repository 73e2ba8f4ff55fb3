package dev.stackyn.deployments.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://GitHub.com/Owner/App, https://github.com/Owner/App",
    "https://github.com/owner/app.git/, https://github.com/owner/app.git",
    "https://git.example.com:443/a, https://git.example.com/a",
    "https://git.example.com:8443/a, https://git.example.com:8443/a",
    "git@github.com:owner/app.git, git@github.com:owner/app.git",
    "ssh://git@git.example.com:2222/owner/app, ssh://git@git.example.com:2222/owner/app",
    "ssh://git.example.com/app, ssh://git@git.example.com/app",
    "file:///srv/git/app.git, file:///srv/git/app.git"
  })
  void isWrittenInOneWay(String text, String canonical) {
    assertThat(RepositoryUrl.parse(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:hush@github.com/owner/app",
        "https://hush@github.com/owner/app",
        "ssh://git:hush@github.com/owner/app",
        "git:hush@github.com:owner/app",
        "https://github.com/a b@hush"
      })
  void holdsNoPasswordAndRepeatsNone(String text) {
    assertThatThrownBy(() -> RepositoryUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hush")
        .hasMessageStartingWith("must");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "github.com/owner/app",
        "/etc/passwd",
        "../app",
        "ftp://h/a",
        "ext::sh -c id",
        "https://",
        "https://github.com",
        "https://github.com/",
        "https://github.com/a?b",
        "https://github.com/a#b",
        "git@-oProxyCommand=x:a",
        "git@host:-x",
        "-u@host:a",
        "https://host\\@evil/a",
        "file://host/a",
        "file:a",
        "https://h:99999/a",
        "https://[::ffff:127.0.0.1]/a"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> RepositoryUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/a/b.git, ../c.git, https://h/a/c.git",
    "https://h/a/b.git, ./c.git, https://h/a/b.git/c.git",
    "git@h:a/b.git, ../c.git, git@h:a/c.git",
    "git@h:a/b.git, https://o/x, https://o/x"
  })
  void findsWhatIsNamedRelativeToIt(String url, String reference, String found) {
    assertThat(RepositoryUrl.parse(url).resolve(reference).text()).isEqualTo(found);
  }

  @Test
  void anOriginIsSchemeHostAndPort() {
    RepositoryUrl url = RepositoryUrl.parse("https://h/a");
    assertThat(url.sharesOriginWith(RepositoryUrl.parse("https://h:443/b"))).isTrue();
    assertThat(url.sharesOriginWith(RepositoryUrl.parse("http://h/a"))).isFalse();
    assertThat(url.sharesOriginWith(RepositoryUrl.parse("https://h:444/a"))).isFalse();
    assertThat(url.sharesOriginWith(RepositoryUrl.parse("https://o/a"))).isFalse();
  }

  @Test
  void aCredentialFitsTheWayIn() {
    GitCredential token = new GitCredential.Token(Optional.empty(), new Secret("t"));
    assertThatCode(() -> new Repository(RepositoryUrl.parse("https://h/a"), Optional.of(token)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new Repository(RepositoryUrl.parse("git@h:a"), Optional.of(token)))
        .hasMessageContaining("a token goes with an https:// URL");
    assertThatThrownBy(() -> new GitCredential.Token(Optional.empty(), new Secret("a\nb")))
        .hasMessageContaining("one line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-x",
        "--upload-pack=x",
        "a..b",
        "a b",
        "a~1",
        "a^",
        "a:b",
        "@{1}",
        "a/",
        "/a",
        "a//b",
        ".a",
        "a/.b",
        "a.lock",
        "a.lock/b",
        "a.",
        "@",
        "",
        "a\u0001"
      })
  void aRefThatGitWouldNotTakeIsRefused(String name) {
    assertThatThrownBy(() -> new GitRef(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "feature/ünï", "v1.2.3", "refs/heads/x", "a-b_c+d", "x@y"})
  void anyOtherIsTaken(String name) {
    assertThat(new GitRef(name).isCommit()).isFalse();
    assertThat(new GitRef("A123456789012345678901234567890123456789").isCommit()).isTrue();
  }
}
